using System.Text.Json;

namespace Toast.Data.Structure;

/// <summary>An object with members.</summary>
internal sealed class ObjectShape<T> : Shape<T>, IObjectShape
{
    private readonly bool exactTypeKnown = typeof(T).IsValueType || typeof(T).IsSealed;
    private Member<T>[] members = [];
    private ObjectReader<T> content = null!;
    private ObjectRules? rules;

    public override bool IsStructObject => typeof(T).IsValueType;

    public override IEnumerable<Shape> Parts => members.Select(m => m.Shape);

    public IReadOnlyCollection<string> MemberNames { get; private set; } = [];

    public override void Build(ShapeBuilder builder)
    {
        ObjectPlan<T> plan = ObjectPlan<T>.Read(builder);
        members = plan.Members;
        content = new ObjectReader<T>(plan);
        rules = plan.Rules;
        HasAnnotations = rules is not null || members.Any(m => m.Rules is not null);
        HasFixedContent = plan.HasFixedContent;
        MemberNames = [.. members.Select(m => m.Name)];
    }

    public override DataDescription Describe(DescribeWalk walk) => DescribeObject(walk, null);

    public DataDescription DescribeObject(DescribeWalk walk, TypeMarker? marker) => walk.Describe(typeof(T), () => new DataDescription(DataKind.Object)
    {
        Members = [.. marker is null ? Enumerable.Empty<MemberDescription>() : [marker.Describe()], .. members.Select(member => member.Describe(walk))],
    });

    public override void Write(Utf8JsonWriter writer, T value, WriteWalk walk) => Write(writer, value, walk, null);

    public void WriteObject(Utf8JsonWriter writer, object value, WriteWalk walk, TypeMarker? marker) => Write(writer, (T)value, walk, marker);

    public override T? Read(ref Utf8JsonReader reader, ReadWalk walk)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default(T) is null ? default : throw Faults.NullValue(typeof(T));
        }

        return content.Read(ref reader, walk, null);
    }

    public object ReadObject(ref Utf8JsonReader reader, ReadWalk walk, TypeMarker? marker) => content.Read(ref reader, walk, marker)!;

    public override void Visit(T value, VisitWalk walk)
    {
        if (value is null)
        {
            return;
        }

        CheckType(value);
        walk.Enter();
        foreach (Member<T> member in members)
        {
            if (member.Shape.HoldsChildren)
            {
                walk.Down(member.Name);
                try
                {
                    member.Visit(ref value, walk);
                }
                catch (Exception e) when (walk.Pass(e, member.Name, value))
                {
                    throw;
                }

                walk.Up();
            }
        }

        walk.Leave();
    }

    public void VisitObject(object value, VisitWalk walk) => Visit((T)value, walk);

    public override void Scan(ref Utf8JsonReader reader, ScanWalk walk)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            // The read that follows says what is wrong.
            reader.Skip();
            return;
        }

        walk.Enter();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int index = content.Names.Find(in reader, 0);
            reader.Read();
            if (index < 0 || !members[index].Shape.HoldsChildren)
            {
                reader.Skip();
                continue;
            }

            walk.Down(members[index].Name);
            try
            {
                members[index].Scan(ref reader, walk);
            }
            catch (Exception e) when (walk.Pass(e, members[index].Name, null))
            {
                throw;
            }

            walk.Up();
        }

        walk.Leave();
    }

    public void ScanObject(ref Utf8JsonReader reader, ScanWalk walk) => Scan(ref reader, walk);

    public override void Check(T value, CheckWalk walk)
    {
        if (value is null)
        {
            return;
        }

        walk.Enter();
        int before = walk.Count;
        foreach (Member<T> member in members)
        {
            if (member.Rules is not null || member.Shape.HasAnnotations)
            {
                walk.Down(member.Name);
                try
                {
                    member.Check(ref value, walk);
                }
                catch (Exception e) when (walk.Pass(e, member.Name, value))
                {
                    throw;
                }

                walk.Up();
            }
        }

        rules?.Check(value!, walk.Count == before, walk);
        walk.Leave();
    }

    public void CheckObject(object value, CheckWalk walk) => Check((T)value, walk);

    private void Write(Utf8JsonWriter writer, T value, WriteWalk walk, TypeMarker? marker)
    {
        if (value is null)
        {
            writer.WriteNullValue();
            return;
        }

        CheckType(value);
        walk.Enter();
        writer.WriteStartObject();
        marker?.Write(writer);
        WriteMembers(writer, ref value, walk);
        writer.WriteEndObject();
        walk.Leave();
    }

    private void WriteMembers(Utf8JsonWriter writer, ref T value, WriteWalk walk)
    {
        UnknownMembers? extras = typeof(T).IsValueType ? walk.TakeStructExtras() : UnknownMembers.Find(value!);
        string name = string.Empty;
        try
        {
            foreach (Member<T> member in members)
            {
                name = member.Name;
                if (extras is not null && member.Shape.IsStructObject)
                {
                    walk.GiveStructExtras(extras.OfStruct(name));
                }

                member.Write(writer, ref value, walk);
                walk.CheckSize(writer);
            }
        }
        catch (Exception e) when (walk.Pass(e, name, typeof(T).IsValueType ? null : value))
        {
            throw;
        }

        if (extras is not null)
        {
            foreach (UnknownMember unknown in extras.Members)
            {
                writer.WritePropertyName(unknown.Name);
                writer.WriteRawValue(unknown.Json, skipInputValidation: true);
            }
        }
    }

    private void CheckType(T value)
    {
        if (!exactTypeKnown && value!.GetType() != typeof(T))
        {
            throw Faults.WrongType(typeof(T), value.GetType());
        }
    }
}
