using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Toast.AspNetCore.Tests;

/// <summary>The first example of docs/aspnetcore.md, word for word.</summary>
internal static class DocumentedApp
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services.AddToast(builder.Configuration, toast => toast.AddModel<Note>());
        builder.Services.AddToastEndpoints();

        WebApplication app = builder.Build();
        RouteGroupBuilder notes = app.MapToastGroup("/notes");
        notes.MapPost("/", (Note note) => note);
        notes.MapGet("/{id}", [AsData] (Note note) => note);
        notes.MapPut("/{id}/text", (Note note, string text) => TypedResults.Reference(note with { Text = text }, replaces: note));

        return app;
    }
}
