namespace Toast.Redis;

/// <summary>How records lie in their values.</summary>
internal enum RedisLayout
{
    /// <summary>Toast's own, with versions and write ids.</summary>
    Toast,

    /// <summary>The one of the Python library pydantic-toast, which a Python service may use at the same time.</summary>
    PydanticToast,
}
