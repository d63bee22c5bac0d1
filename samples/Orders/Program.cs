using System.Text.Json;
using Orders.Endpoints;
using Orders.Engines;
using Orders.Models;
using Toast.AspNetCore;

// A small shop. Its orders are models of Toast; where they live, and whether a cluster carries them, is configuration.
WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddToast(builder.Configuration, toast => toast.AddModel<Order>().AddModel<Customer>());
builder.Services.AddToastEndpoints();
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
if (builder.Configuration["Toast:Engine"] == "cluster")
{
    ClusterEngine.Add(builder);
}

WebApplication app = builder.Build();
app.UseToastProblemDetails();
app.MapOrders();
await app.RunAsync();
