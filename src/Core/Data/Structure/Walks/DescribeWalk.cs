namespace Toast.Data.Structure;

/// <summary>One description. A type that contains itself is described once, and below itself only as JSON.</summary>
internal sealed class DescribeWalk
{
    private readonly HashSet<Type> open = [];

    public DataDescription Describe(Type type, Func<DataDescription> describe)
    {
        if (!open.Add(type))
        {
            return new DataDescription(DataKind.Anything);
        }

        DataDescription description = describe();
        open.Remove(type);
        return description;
    }
}
