using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Toast.AspNetCore.Tests;

/// <summary>The test application as minimal APIs. <see cref="ControllerApp"/> serves the same.</summary>
public class MinimalApp : TestApp
{
    protected override void Map(WebApplication app)
    {
        RouteGroupBuilder notes = app.MapToastGroup("/notes");
        notes.MapPost("/", (Note note) => note);
        notes.MapPost("/async", async (Note note) =>
        {
            await Task.Yield();
            return note;
        });
        notes.MapPost("/echo", [AsData] (Note note) => note);
        notes.MapPost("/maybe", (Note? note) => note is null ? "none" : note.Text);
        notes.MapPost("/accepted", (Note note) => TypedResults.Accepted("/later", note));
        notes.MapPost("/twice", (Note note) => new[] { note, note with { Weight = 99 } });
        notes.MapPost("/slow", (Note note, Gate gate, CancellationToken cancelled) => gate.WaitAsync(cancelled));
        notes.MapGet("/{id}", [AsData] (Note note) => note);
        notes.MapGet("/{id}/list", [AsData] (Note note) => new List<Note> { note, note });
        notes.MapGet("/{id}/reference", (Note note) => note);
        notes.MapPut("/{id:guid}", (Guid id, Note note) => TypedResults.Reference(note, id));
        notes.MapPut("/{id}/text", (Note note, string text) => TypedResults.Reference(note with { Text = text }, replaces: note));
        notes.MapPost("/{id}/copy", (Note note) => TypedResults.Reference(note with { }));
        notes.MapDelete("/{id}", async (Note note, IToast toast) =>
        {
            await toast.DeleteAsync(note);
            return Results.NoContent();
        });

        RouteGroupBuilder others = app.MapToastGroup();
        others.MapPost("/everything", (Everything everything) => everything);
        others.MapGet("/everything/{id}", [AsData] (Everything everything) => everything);
        others.MapPost("/counters", (Counter counter) => counter);
        others.MapPost("/counters/{counterId}/increment", (Counter counter) =>
        {
            counter.Value++;
            return counter;
        });
        others.MapPost("/orders", (Order order) => order);
        others.MapGet("/orders/{id}", [AsData] (Order order) => order);
        others.MapGet("/customers/{customerId}/orders/{id}", (Customer customer, Order order) => $"{customer.FullName} {order.Total}");
        others.MapPost("/customers/{customerId}/notes", (Customer customer, Note note) => note with { Text = $"{customer.FullName}: {note.Text}" });
    }
}
