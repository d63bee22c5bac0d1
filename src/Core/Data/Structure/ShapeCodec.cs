using System.Buffers;
using System.Text.Json;

namespace Toast.Data.Structure;

/// <summary>The codec of one root type: starts walks over its shape, and turns every exception about data into a fault with the path.</summary>
internal sealed class ShapeCodec<T> : DataCodec
{
    private readonly Shape<T> shape;
    private readonly bool isModel;

    public ShapeCodec(Shape<T> shape, bool isModel)
    {
        this.shape = shape;
        this.isModel = isModel;
        RootMembers = (shape as IObjectShape)?.MemberNames ?? [];
    }

    public override Type Type => typeof(T);

    public override bool HasChildren => shape.HoldsChildren;

    public override bool HasAnnotations => shape.HasAnnotations;

    public override IReadOnlyCollection<string> RootMembers { get; }

    public override bool IsFixed(object value) => shape.HasFixedContent && value.GetType() == typeof(T);

    public override DataDescription Describe() => shape.Describe(new DescribeWalk());

    public override void Write(IBufferWriter<byte> output, object value, WriteScope scope)
    {
        WriteWalk walk = WriteWalk.Begin(output, scope);
        try
        {
            shape.Write(walk.Writer, (T)value, walk);
            walk.CheckSize(walk.Writer);
            walk.Writer.Flush();
        }
        catch (Exception e) when (Faults.IsAboutData(e))
        {
            throw walk.ToFault(e);
        }
        finally
        {
            walk.End();
        }
    }

    public override object? Read(ReadOnlyMemory<byte> json, ReadScope scope)
    {
        ReadWalk walk = ReadWalk.Begin(json, scope);
        try
        {
            var reader = new Utf8JsonReader(json.Span, ReadWalk.ReaderOptions);
            Start(ref reader);
            T? value = shape.Read(ref reader, walk);

            // Anything but white space after the value is an exception of the reader.
            reader.Read();
            return value;
        }
        catch (Exception e) when (Faults.IsAboutData(e))
        {
            throw walk.ToFault(e);
        }
        finally
        {
            walk.End();
        }
    }

    public override void VisitChildren(object value, WriteScope scope, IChildVisitor visitor)
    {
        if (!shape.HoldsChildren)
        {
            return;
        }

        var walk = new VisitWalk(scope, visitor);
        try
        {
            shape.Visit((T)value, walk);
        }
        catch (Exception e) when (Faults.IsAboutData(e))
        {
            throw walk.ToFault(e);
        }
    }

    public override void ScanReferences(ReadOnlyMemory<byte> json, bool fromStore, IReferenceSink sink)
    {
        if (!shape.HoldsChildren)
        {
            return;
        }

        var walk = new ScanWalk(sink, isPlainData: !fromStore);
        try
        {
            var reader = new Utf8JsonReader(json.Span, ReadWalk.ReaderOptions);
            Start(ref reader);
            shape.Scan(ref reader, walk);
        }
        catch (Exception e) when (Faults.IsAboutData(e))
        {
            throw walk.ToFault(e);
        }
    }

    public override void CheckAnnotations(object value, ICollection<Violation> violations, WriteScope? scope = null)
    {
        if (!shape.HasAnnotations)
        {
            return;
        }

        var walk = new CheckWalk(violations, scope);
        try
        {
            shape.Check((T)value, walk);
        }
        catch (Exception e) when (Faults.IsAboutData(e))
        {
            throw walk.ToFault(e);
        }
    }

    private void Start(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            throw Faults.Incomplete();
        }

        if (isModel && reader.TokenType != JsonTokenType.StartObject)
        {
            throw Faults.WrongKind(in reader, "an object");
        }
    }
}
