using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Toast.Benchmarks.Peers;

/// <summary>What an app with Entity Framework does: a pooled context and one <c>SaveChanges</c> for each record, the document in a jsonb column.</summary>
internal sealed class EntityFrameworkPostgres : IAsyncDisposable
{
    private readonly PooledDbContextFactory<Records> contexts;

    public EntityFrameworkPostgres(string connectionString)
    {
        contexts = new PooledDbContextFactory<Records>(
            new DbContextOptionsBuilder<Records>().UseNpgsql(connectionString + ";Pooling=true;Maximum Pool Size=20;Timeout=60").Options, 256);
    }

    public async Task PrepareAsync()
    {
        await using Records context = await contexts.CreateDbContextAsync();
        await context.Database.ExecuteSqlRawAsync("""
            CREATE TABLE IF NOT EXISTS ef_records (id uuid PRIMARY KEY, class_name text NOT NULL, version bigint NOT NULL, updated timestamptz NOT NULL, data jsonb NOT NULL)
            """);
    }

    public async Task InsertAsync(SmallModel model)
    {
        await using Records context = await contexts.CreateDbContextAsync();
        context.Rows.Add(new Row
        {
            Id = Guid.CreateVersion7(),
            ClassName = nameof(SmallModel),
            Version = 1,
            Updated = TimeProvider.System.GetUtcNow(),
            Data = JsonSerializer.Serialize(model),
        });
        await context.SaveChangesAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal sealed class Row
    {
        public Guid Id { get; set; }

        public string ClassName { get; set; } = "";

        public long Version { get; set; }

        public DateTimeOffset Updated { get; set; }

        public string Data { get; set; } = "";
    }

    internal sealed class Records(DbContextOptions<Records> options) : DbContext(options)
    {
        public DbSet<Row> Rows => Set<Row>();

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Row>(row =>
        {
            row.ToTable("ef_records");
            row.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
            row.Property(r => r.ClassName).HasColumnName("class_name");
            row.Property(r => r.Version).HasColumnName("version");
            row.Property(r => r.Updated).HasColumnName("updated");
            row.Property(r => r.Data).HasColumnName("data").HasColumnType("jsonb");
        });
    }
}
