using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Toast.AspNetCore.Tests;

/// <summary>An application whose handlers fail.</summary>
internal sealed class FailingApp(Action<WebApplication> use) : TestApp
{
    public static Task FailAsync(string how) => how switch
    {
        "toast" => throw new RecordNotFoundException { ClassName = "Note", Id = Guid.NewGuid() },
        "down" => throw new StorageConnectionException(ErrorCodes.Unreachable, "tell-nobody is down"),
        _ => throw new InvalidOperationException("tell-nobody"),
    };

    protected override void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails();
        builder.Services.AddControllers().AddApplicationPart(typeof(FailingController).Assembly);
    }

    protected override void Map(WebApplication app)
    {
        use(app);
        app.MapGet("/nothing", () => Results.NotFound());
        app.MapGet("/plain/{how}", FailAsync);
        app.MapToastGroup("/group").MapGet("/{how}", FailAsync);
        app.MapControllers();
    }
}
