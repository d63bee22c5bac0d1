using Microsoft.AspNetCore.Mvc;

namespace Toast.AspNetCore.Tests;

[ApiController]
[Route("controller")]
public sealed class FailingController : ControllerBase
{
    [HttpGet("{how}")]
    public Task FailAsync(string how) => FailingApp.FailAsync(how);
}
