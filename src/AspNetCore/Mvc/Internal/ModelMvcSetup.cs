using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Toast.AspNetCore;

/// <summary>Lets all controllers take and give models, where the application has controllers.</summary>
internal sealed class ModelMvcSetup : IConfigureOptions<MvcOptions>
{
    public void Configure(MvcOptions options)
    {
        options.ModelBinderProviders.Insert(0, new ExternalModelBinderProvider());
        options.Filters.Add(new ModelMvcFilter());
    }
}
