using System.Linq.Expressions;
using System.Reflection;

namespace Toast.Data.Structure;

/// <summary>Compiles constructors to delegates.</summary>
internal static class Creator
{
    public static Func<T> Plain<T>(ConstructorPlan plan)
    {
        NewExpression create = plan.Constructor is null ? Expression.New(typeof(T)) : Expression.New(plan.Constructor);
        return Expression.Lambda<Func<T>>(create).Compile();
    }

    public static Func<object?[], T> WithArguments<T>(ConstructorPlan plan)
    {
        ParameterExpression arguments = Expression.Parameter(typeof(object?[]));
        IEnumerable<Expression> values = plan.Parameters.Select(
            (p, i) => Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), p.ParameterType));
        return Expression.Lambda<Func<object?[], T>>(Expression.New(plan.Constructor!, values), arguments).Compile();
    }

    /// <summary>The value a parameter has when the JSON has none; null for a reference without one.</summary>
    public static object? DefaultOf(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        object? value = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        if (value is null)
        {
            return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;
        }

        // Metadata keeps the default of an enum as its number.
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare.IsEnum ? Enum.ToObject(bare, value) : value;
    }
}
