namespace Toast.Postgres;

/// <summary>How records lie in their table.</summary>
internal enum PostgresLayout
{
    /// <summary>Toast's own table, with versions, expiry and write ids.</summary>
    Toast,

    /// <summary>The table of the Python library pydantic-toast, which a Python service may use at the same time.</summary>
    PydanticToast,
}
