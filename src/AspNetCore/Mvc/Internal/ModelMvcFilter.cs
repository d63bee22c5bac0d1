using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Toast.AspNetCore;

/// <summary>Answers the models that actions give, and the failures of Toast in binding and actions.</summary>
internal sealed class ModelMvcFilter : IAsyncExceptionFilter, IAsyncAlwaysRunResultFilter
{
    public Task OnExceptionAsync(ExceptionContext context)
    {
        if (FailureGuard.ProblemOf(context.HttpContext, context.Exception) is { } problem)
        {
            context.Result = new ProblemAction(problem);
            context.ExceptionHandled = true;
        }

        return Task.CompletedTask;
    }

    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Result is ObjectResult result && ModelResult.Takes(result.Value))
        {
            bool asData = ModelResultFilter.IsAsData(context.HttpContext);
            if (IsPlain(result))
            {
                int? status = asData ? result.StatusCode : ModelResultFilter.ChosenStatus(result.StatusCode);
                context.Result = new HttpAction(new ModelResult(result.Value!, asData, status));
            }
            else if (!await TryReplaceAsync(context.HttpContext, result, asData).ConfigureAwait(false))
            {
                return;
            }
        }

        await next().ConfigureAwait(false);
    }

    private static bool IsPlain(ObjectResult result) =>
        result.GetType() == typeof(ObjectResult) || result is OkObjectResult || ModelTypes.ItemOf(result.Value!.GetType()) is not null;

    /// <summary>Puts reference or data in the place of the model in a result that says more than a value (CreatedAtAction and its like), which then goes on.</summary>
    /// <returns>False if that failed and is answered.</returns>
    private static async Task<bool> TryReplaceAsync(HttpContext http, ObjectResult result, bool asData)
    {
        bool isReplaced = false;
        await FailureGuard.RunAsync(http, async context =>
        {
            object model = result.Value!;
            if (asData)
            {
                result.Value = JsonElement.Parse(context.Runtime().FullDataOf(model).Span);
            }
            else
            {
                StoredModel stored = await ModelStore.StoreAsync(context, model, null).ConfigureAwait(false);
                ReferenceAnswer.Announce(context, model, stored, null);
                result.Value = stored.Reference;
            }

            result.DeclaredType = result.Value.GetType();
            isReplaced = true;
        }).ConfigureAwait(false);
        return isReplaced;
    }

    private sealed class HttpAction(IResult result) : ActionResult
    {
        public override Task ExecuteResultAsync(ActionContext context) => result.ExecuteAsync(context.HttpContext);
    }

    private sealed class ProblemAction(Problem problem) : ActionResult
    {
        public override Task ExecuteResultAsync(ActionContext context) => FailureGuard.AnswerAsync(context.HttpContext, problem);
    }
}
