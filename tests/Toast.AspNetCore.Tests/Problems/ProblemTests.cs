using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Toast.AspNetCore.Tests;

/// <summary>Failures of handlers, with each of the ways in which an application answers its own.</summary>
public sealed class ProblemTests
{
    private const string Secret = "tell-nobody";

    [Theory]
    [InlineData("/plain/toast")]
    [InlineData("/group/toast")]
    [InlineData("/controller/toast")]
    public async Task A_failure_of_Toast_is_answered_with_its_code_by_the_exception_handler(string path)
    {
        await using RunningApp app = await RunningApp.StartAsync(new FailingApp(app => app.UseExceptionHandler()));

        using HttpResponseMessage answer = await app.Client.GetAsync(path);

        await answer.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("/plain/toast", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/plain/own", HttpStatusCode.InternalServerError, "internal_error")]
    [InlineData("/group/own", HttpStatusCode.InternalServerError, "internal_error")]
    [InlineData("/controller/own", HttpStatusCode.InternalServerError, "internal_error")]
    [InlineData("/nowhere", HttpStatusCode.NotFound, "unknown_path")]
    [InlineData("/nothing", HttpStatusCode.NotFound, "not_found")]
    [Trait("Behaviour", "B-415")]
    public async Task B_415_every_failure_is_answered_by_the_problem_details_of_Toast(string path, HttpStatusCode status, string code)
    {
        await using RunningApp app = await RunningApp.StartAsync(new FailingApp(app => app.UseToastProblemDetails()));

        using HttpResponseMessage answer = await app.Client.GetAsync(path);

        await answer.IsProblemAsync(status, code);
        Assert.DoesNotContain(Secret, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/group/own")]
    [InlineData("/controller/own")]
    public async Task A_failure_of_the_application_is_left_to_the_application(string path)
    {
        await using RunningApp app = await RunningApp.StartAsync(new FailingApp(app => app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (InvalidOperationException failure)
            {
                context.Response.StatusCode = StatusCodes.Status418ImATeapot;
                await context.Response.WriteAsync(failure.Message);
            }
        })));

        using HttpResponseMessage answer = await app.Client.GetAsync(path);

        Assert.Equal((HttpStatusCode)418, answer.StatusCode);
        Assert.Equal(Secret, await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/group/down")]
    [InlineData("/controller/down")]
    [Trait("Behaviour", "B-415")]
    public async Task B_415_a_store_that_is_down_is_503_without_its_name(string path)
    {
        await using RunningApp app = await RunningApp.StartAsync(new FailingApp(_ => { }));

        using HttpResponseMessage answer = await app.Client.GetAsync(path);

        await answer.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "unreachable");
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.DoesNotContain(Secret, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_without_its_services_is_refused_at_the_start()
    {
        InvalidOperationException refused = await Refused(new WrongApp(app => app.MapToastGroup(), addServices: false));

        Assert.Contains("AddToastEndpoints", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_bodies_are_refused_at_the_start()
    {
        InvalidOperationException models = await Refused(new WrongApp(app => app.MapToastGroup().MapPost("/", (Note note, Customer customer) => note)));
        InvalidOperationException other = await Refused(new WrongApp(app => app.MapToastGroup().MapPost("/", (Note note, OrderLine line) => note)));

        Assert.Contains("more than one parameter from the body", models.Message, StringComparison.Ordinal);
        Assert.Contains("more than one parameter from the body", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_marked_FromBody_is_refused_at_the_start()
    {
        InvalidOperationException refused = await Refused(
            new WrongApp(app => app.MapToastGroup().MapPost("/", ([Microsoft.AspNetCore.Mvc.FromBody] Note note) => note)));

        Assert.Contains("Remove the attribute", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_abstract_model_by_id_is_refused_at_the_start()
    {
        InvalidOperationException refused = await Refused(new WrongApp(app => app.MapToastGroup().MapGet("/{id}", (Shape shape) => shape)));

        Assert.Contains("is abstract", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<InvalidOperationException> Refused(TestApp app)
    {
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using RunningApp running = await RunningApp.StartAsync(app);
            using HttpResponseMessage answer = await running.Client.GetAsync("/");
        });
        return refused;
    }

    private sealed class WrongApp(Action<WebApplication> map, bool addServices = true) : TestApp
    {
        protected override bool AddsEndpoints => addServices;

        protected override void Map(WebApplication app)
        {
            map(app);

            // Endpoints are made when they are first asked for.
            _ = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).Count();
        }
    }
}
