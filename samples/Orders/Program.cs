using System.Text.Json;
using Orders.Endpoints;
using Orders.Engines;
using Toast.AspNetCore;

// A small shop. Its orders are models of Toast; where they live, and whether a cluster carries them, is configuration.
WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddShopEngine();
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);

WebApplication app = builder.Build();
app.UseToastProblemDetails();
app.MapOrders();
await app.RunAsync();
