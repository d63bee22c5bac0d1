using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Toast.AspNetCore.Tests;

[ApiController]
[Route("notes")]
public sealed class NotesController(IToast toast, Gate gate) : ControllerBase
{
    [HttpPost]
    public Note Post(Note note) => note;

    [HttpPost("async")]
    public async Task<ActionResult<Note>> PostAsync([FromBody] Note note)
    {
        await Task.Yield();
        return note;
    }

    [HttpPost("echo")]
    [AsData]
    public Note Echo(Note note) => note;

    [HttpPost("maybe")]
    public string Maybe(Note? note) => note is null ? "none" : note.Text;

    [HttpPost("accepted")]
    public IActionResult Accept(Note note) => Accepted("/later", note);

    [HttpPost("twice")]
    public Note[] Twice(Note note) => [note, note with { Weight = 99 }];

    [HttpPost("slow")]
    public Task SlowAsync(Note note, CancellationToken cancelled) => gate.WaitAsync(cancelled);

    [HttpGet("{note}")]
    [AsData]
    public Note Get(Note note) => note;

    [HttpGet("{note}/list")]
    [AsData]
    public IActionResult List(Note note) => Ok(new List<Note> { note, note });

    [HttpGet("{id}/reference")]
    public IActionResult Reference([FromRoute(Name = "id")] Note note) => Ok(note);

    [HttpPut("{id:guid}")]
    public IResult Put(Guid id, Note note) => TypedResults.Reference(note, id);

    [HttpPut("{note}/text")]
    public IResult Change(Note note, string text) => TypedResults.Reference(note with { Text = text }, replaces: note);

    [HttpPost("{note}/copy")]
    public IResult Copy(Note note) => TypedResults.Reference(note with { });

    [HttpDelete("{note}")]
    public async Task<IActionResult> DeleteAsync(Note note)
    {
        await toast.DeleteAsync(note);
        return NoContent();
    }
}
