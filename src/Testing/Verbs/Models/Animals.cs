using System.Text.Json.Serialization;

namespace Toast.Testing.Models;

[External]
[JsonDerivedType(typeof(Dog), "dog")]
[JsonDerivedType(typeof(Cat), "cat")]
internal abstract class Animal
{
    public string Name { get; set; } = "";
}

[External]
internal sealed class Dog : Animal
{
    public int Barks { get; set; }
}

[External]
internal sealed class Cat : Animal
{
    public bool Indoor { get; set; }
}

[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), "square")]
internal abstract record Shape(string Color);

internal sealed record Circle(string Color, double Radius) : Shape(Color);

internal sealed record Square(string Color, decimal Side) : Shape(Color);

[External]
internal sealed class Drawing
{
    public Shape? Main { get; set; }

    public List<Shape> Shapes { get; set; } = [];
}

[External]
internal sealed class Box<T>
{
    public T? Content { get; set; }
}
