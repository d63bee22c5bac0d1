using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Structure;

/// <summary>
/// One registration: finds the shapes of a root type and of everything in it, and knows where it is, for the message when a type cannot be stored.
/// What it found becomes visible to others only when all of it is complete.
/// </summary>
internal sealed class ShapeBuilder(ICodecModels models, JsonSerializerOptions options, IReadOnlyDictionary<ShapeKey, Shape> known, Type root)
{
    private readonly Dictionary<ShapeKey, Shape> found = [];
    private readonly Stack<string> path = [];
    private readonly Type root = root;
    private Type? subject;

    public ICodecModels Models => models;

    public JsonSerializerOptions Options => options;

    /// <summary>The new shapes, with what can only be known when all are there.</summary>
    public IReadOnlyDictionary<ShapeKey, Shape> Complete()
    {
        foreach (Shape shape in found.Values)
        {
            shape.Verify(this);
        }

        bool changed;
        do
        {
            changed = false;
            foreach (Shape shape in found.Values)
            {
                bool children = shape.HoldsChildren || shape.Parts.Any(p => p.HoldsChildren);
                bool annotations = shape.HasAnnotations || shape.Parts.Any(p => p.HasAnnotations);
                changed |= children != shape.HoldsChildren || annotations != shape.HasAnnotations;
                shape.HoldsChildren = children;
                shape.HasAnnotations = annotations;
            }
        }
        while (changed);
        return found;
    }

    /// <summary>The shape of the values of a member or element. Models are references there.</summary>
    public Shape Shape(Type type, JsonNumberHandling? handling) =>
        Find(new ShapeKey(type, handling, false), () => ShapeResolver.Member(type, handling, this));

    /// <summary>The shape of a root. Models are data there.</summary>
    public Shape Root(Type type) => models.IsModel(type) ? ModelRoot(type) : Shape(type, null);

    /// <summary>The shape of an object whose type is exactly this one.</summary>
    public IObjectShape Object(Type type) =>
        Find(new ShapeKey(type, null, true), () => ShapeResolver.Object(type, this)) as IObjectShape
        ?? throw Misconfigured($"names {TypeNames.Show(type)} as a subtype, and it is not an object with members", "Name an object type.");

    /// <summary>The shape of a value whose JSON a converter of the user makes. Not shared: attributes may carry settings.</summary>
    public Shape Foreign(JsonConverterAttribute attribute, Type type) => Keep(ForeignConverters.Create(attribute, type, this));

    /// <summary>Keeps a shape that has no key of its own, so that it is completed with the others.</summary>
    public Shape Keep(Shape shape)
    {
        found.Add(new ShapeKey(shape.Type, null, false, found.Count + 1), shape);
        return shape;
    }

    /// <summary>Notes the member that is looked at until the result is disposed.</summary>
    public IDisposable At(string storedName) => Push(DataPath.Member(storedName));

    /// <summary>Notes that items are looked at until the result is disposed.</summary>
    public IDisposable AtItems() => Push("[]");

    public StorageValidationException Refused(Type type)
    {
        (string problem, string remedy) = Refusals.Explain(type) ?? ("is not data", "Mark the member [JsonIgnore] if it is not data.");
        return Failure(ErrorCodes.UnsupportedType, type, problem, remedy);
    }

    public StorageValidationException Unsupported(string problem, string remedy) => Failure(ErrorCodes.UnsupportedType, problem, remedy);

    public StorageValidationException Misconfigured(string problem, string remedy) => Failure(ErrorCodes.InvalidConfiguration, problem, remedy);

    public StorageValidationException Failure(string code, string problem, string remedy) => Failure(code, subject ?? root, problem, remedy);

    public StorageValidationException Failure(string code, Type type, string problem, string remedy)
    {
        string place = "$" + string.Concat(path.Reverse());
        string where = path.Count == 0 ? string.Empty : $" at {place}";
        return new StorageValidationException(
            code, $"The type {TypeNames.Show(root)} cannot be stored: {TypeNames.Show(type)}{where} {problem}. {remedy}")
        {
            MemberPath = place,
            MemberPaths = [place],
            Actual = TypeNames.Show(type),
        };
    }

    private Shape ModelRoot(Type type) => Find(new ShapeKey(type, null, true), () => ShapeResolver.ModelRoot(type, this));

    private Shape Find(ShapeKey key, Func<Shape> create)
    {
        if (known.TryGetValue(key, out Shape? shape) || found.TryGetValue(key, out shape))
        {
            return shape;
        }

        Type? outer = subject;
        subject = key.Type;
        shape = create();

        // Visible before its parts are looked for: one of them may be of the same type.
        if (!found.TryGetValue(key, out Shape? same))
        {
            found.Add(key, shape);
            shape.Build(this);
        }
        else
        {
            shape = same;
        }

        subject = outer;
        return shape;
    }

    private Popper Push(string part)
    {
        path.Push(part);
        return new Popper(path);
    }

    private sealed class Popper(Stack<string> path) : IDisposable
    {
        public void Dispose() => path.Pop();
    }
}
