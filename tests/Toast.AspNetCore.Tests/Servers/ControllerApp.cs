using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Toast.AspNetCore.Tests;

/// <summary>The test application as controllers. <see cref="MinimalApp"/> serves the same.</summary>
public sealed class ControllerApp : TestApp
{
    protected override void Add(WebApplicationBuilder builder) => builder.Services.AddControllers().AddApplicationPart(typeof(NotesController).Assembly);

    protected override void Map(WebApplication app) => app.MapControllers();
}
