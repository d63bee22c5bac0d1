using System.Collections;
using System.Collections.Frozen;
using System.Reflection;
using System.Security;

namespace Toast.Core.Tests.Data.Structure;

public sealed class RefusalTests
{
    [Theory]
    [InlineData(typeof(Holder<Action>))]
    [InlineData(typeof(Holder<Type>))]
    [InlineData(typeof(Holder<MethodInfo>))]
    [InlineData(typeof(Holder<MemoryStream>))]
    [InlineData(typeof(Holder<Task<int>>))]
    [InlineData(typeof(Holder<ValueTask<int>>))]
    [InlineData(typeof(Holder<CancellationToken>))]
    [InlineData(typeof(Holder<CancellationTokenSource>))]
    [InlineData(typeof(Holder<nint>))]
    [InlineData(typeof(Holder<SecureString>))]
    [InlineData(typeof(Holder<int[,]>))]
    [InlineData(typeof(Holder<FrozenSet<int>>))]
    [InlineData(typeof(Holder<FrozenDictionary<string, int>>))]
    [InlineData(typeof(Holder<IAsyncEnumerable<int>>))]
    [InlineData(typeof(Holder<PriorityQueue<int, int>>))]
    [InlineData(typeof(Holder<ArrayList>))]
    [InlineData(typeof(Holder<Hashtable>))]
    [InlineData(typeof(Holder<IEnumerable>))]
    [InlineData(typeof(Holder<BitArray>))]
    [InlineData(typeof(Holder<Lazy<int>>))]
    [InlineData(typeof(Holder<Exception>))]
    [InlineData(typeof(Holder<IDisposable>))]
    [InlineData(typeof(Holder<Index>))]
    [InlineData(typeof(Holder<System.Text.StringBuilder>))]
    [InlineData(typeof(Holder<Sequence>))]
    [InlineData(typeof(Holder<Labelled>))]
    [Trait("Behaviour", "B-224")]
    public void B_224_what_is_not_data_is_refused_at_registration_with_the_path(Type type)
    {
        var refusal = Assert.Throws<StorageValidationException>(() => Codecs.For(typeof(List<>).MakeGenericType(type)));

        Assert.Equal((ErrorCodes.UnsupportedType, "$[].value"), (refusal.Code, refusal.MemberPath));
        Assert.Contains("$[].value", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(List<>))]
    [InlineData(typeof(Holder<>))]
    [Trait("Behaviour", "B-149")]
    public void B_149_open_generic_types_are_refused(Type type)
    {
        Assert.Equal(ErrorCodes.UnsupportedType, Assert.Throws<StorageValidationException>(() => Codecs.For(type)).Code);
    }

    [Theory]
    [InlineData(typeof(Holder<object>), "$.value")]
    [InlineData(typeof(Holder<List<object>>), "$.value[]")]
    [InlineData(typeof(Holder<Dictionary<string, object>>), "$.value[]")]
    [InlineData(typeof(Dynamic), "$.value")]
    [Trait("Behaviour", "B-225")]
    public void B_225_object_and_dynamic_are_refused_with_the_ways_out(Type type, string path)
    {
        var refusal = Assert.Throws<StorageValidationException>(() => Codecs.For(type));

        Assert.Equal((ErrorCodes.UnsupportedType, path), (refusal.Code, refusal.MemberPath));
        Assert.Contains("JsonElement", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("registered subtypes", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("generic parameter", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Behaviour", "B-224")]
    public void B_224_a_refused_registration_leaves_nothing_behind()
    {
        var factory = new Toast.Data.Structure.CodecFactory(new TestModels());

        Assert.Throws<StorageValidationException>(() => factory.Create(typeof(Recursive)));
        Assert.Throws<StorageValidationException>(() => factory.Create(typeof(Recursive)));
        Assert.NotNull(factory.Create(typeof(Holder<int>)));
    }

    [Fact]
    [Trait("Behaviour", "B-224")]
    public void B_224_the_message_says_what_where_and_what_to_do()
    {
        Assert.Equal(
            "The type Toast.Core.Tests.Data.Structure.RefusalTests+Recursive cannot be stored: System.Action at $.callback is not data. "
            + "Mark the member [JsonIgnore] if it is not data.",
            Codecs.Refused<Recursive>().Message);
    }

    public sealed class Holder<T>
    {
        public T? Value { get; set; }
    }

    public sealed class Dynamic
    {
        public dynamic? Value { get; set; }
    }

    public sealed class Recursive
    {
        public Recursive? Next { get; set; }

        public Action? Callback { get; set; }
    }

    public sealed class Sequence : IEnumerable<int>
    {
        public IEnumerator<int> GetEnumerator() => Enumerable.Empty<int>().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    public sealed class Labelled : List<int>
    {
        public string? Label { get; set; }
    }
}
