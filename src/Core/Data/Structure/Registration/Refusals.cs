using System.Collections;
using System.Collections.ObjectModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security;

namespace Toast.Data.Structure;

/// <summary>Types that are not data, with the way out for each.</summary>
internal static class Refusals
{
    private const string Ignore = "Mark the member [JsonIgnore] if it is not data.";

    private static readonly Type[] NotData =
    [
        typeof(Delegate), typeof(MemberInfo), typeof(ParameterInfo), typeof(Assembly), typeof(Module), typeof(Stream), typeof(TextReader),
        typeof(TextWriter), typeof(Task), typeof(ValueTask), typeof(CancellationToken), typeof(CancellationTokenSource), typeof(SecureString),
        typeof(SafeHandle), typeof(IntPtr), typeof(UIntPtr), typeof(Exception), typeof(Thread), typeof(WaitHandle), typeof(IServiceProvider),
        typeof(WeakReference), typeof(GCHandle), typeof(RuntimeTypeHandle),
    ];

    private static readonly Type[] NotDataDefinitions = [typeof(ValueTask<>), typeof(Lazy<>), typeof(WeakReference<>), typeof(ConditionalWeakTable<,>)];

    private static readonly Type[] StorableFrameworkDefinitions =
    [
        typeof(KeyValuePair<,>), typeof(Tuple<>), typeof(Tuple<,>), typeof(Tuple<,,>), typeof(Tuple<,,,>), typeof(Tuple<,,,,>), typeof(Tuple<,,,,,>),
        typeof(Tuple<,,,,,,>), typeof(Tuple<,,,,,,,>), typeof(ValueTuple), typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>),
        typeof(ValueTuple<,,,>), typeof(ValueTuple<,,,,>), typeof(ValueTuple<,,,,,>), typeof(ValueTuple<,,,,,,>), typeof(ValueTuple<,,,,,,,>),
        typeof(System.Numerics.Complex), typeof(System.Numerics.Vector2), typeof(System.Numerics.Vector3), typeof(System.Numerics.Vector4),
        typeof(System.Numerics.Quaternion), typeof(System.Numerics.Plane),
    ];

    /// <summary>Why a type of any kind cannot be stored, or null.</summary>
    public static (string Problem, string Remedy)? Explain(Type type)
    {
        if (type == typeof(object))
        {
            return ("would come back as another type",
                "Declare JsonElement for free data, a base type with registered subtypes ([JsonDerivedType]), or a generic parameter.");
        }

        if (type.IsByRef || type.IsByRefLike || type.IsPointer || type.IsFunctionPointer || Array.Exists(NotData, n => n.IsAssignableFrom(type))
            || Array.Exists(NotDataDefinitions, d => Is(type, d)))
        {
            return ("is not data", Ignore);
        }

        if (type.ContainsGenericParameters)
        {
            return ("is an open generic type", "Register the type with its type arguments.");
        }

        if (type.IsArray && !type.IsSZArray)
        {
            return ("is a multi-dimensional array", "Use a jagged array (T[][]).");
        }

        if (type.Namespace == "System.Collections.Frozen")
        {
            return ("is a frozen collection", "Use an immutable collection, or freeze a copy in a [JsonIgnore] member.");
        }

        if (type.GetInterfaces().Append(type).Any(i => Is(i, typeof(IAsyncEnumerable<>))))
        {
            return ("is an asynchronous sequence", "Collect it into a list first.");
        }

        return Is(type, typeof(PriorityQueue<,>))
            ? ("keeps no order that could be stored", "Use a list of items with their priorities.")
            : null;
    }

    /// <summary>Why a type that is no known collection and no scalar cannot be stored as an object, or null.</summary>
    public static (string Problem, string Remedy)? ExplainObject(Type type)
    {
        if (typeof(IEnumerable).IsAssignableFrom(type))
        {
            return ("is a collection that cannot be restored",
                "Use a generic collection such as List<T> or Dictionary<TKey, TValue>, give the type ICollection<T> and a public constructor without "
                + "parameters, or a [JsonConverter].");
        }

        if (type.IsInterface || type.IsAbstract)
        {
            return ($"is {(type.IsInterface ? "an interface" : "abstract")} without registered subtypes", "Name its subtypes with [JsonDerivedType].");
        }

        // Types of the framework that nobody here knows keep state where no member shows it, and would come back empty.
        return IsFramework(type) && !Array.Exists(StorableFrameworkDefinitions, d => type == d || Is(type, d))
            ? ("is a type of the framework without a stored form", "Use a type of your own, or a [JsonConverter] on the member.")
            : null;
    }

    public static bool IsFramework(Type type)
    {
        string? name = type.Assembly.GetName().Name;
        return type.Assembly == typeof(object).Assembly || type.Assembly == typeof(Collection<>).Assembly
            || name is "System" || name?.StartsWith("System.", StringComparison.Ordinal) == true;
    }

    private static bool Is(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
