using System.Text;
using System.Text.Json;

namespace Toast.Data.Structure;

/// <summary>The member of the JSON that names the subtype.</summary>
/// <param name="Name">The stored name of the marker, <c>$type</c> unless [JsonPolymorphic] says otherwise.</param>
/// <param name="Text">The marker's text; for a number, its digits.</param>
/// <param name="IsNumber">True if it stands as a number in the JSON.</param>
internal sealed record TypeMarker(string Name, string Text, bool IsNumber)
{
    private readonly JsonEncodedText name = JsonEncodedText.Encode(Name, WriteWalk.Encoder);
    private readonly JsonEncodedText text = JsonEncodedText.Encode(Text, WriteWalk.Encoder);

    public MemberDescription Describe() =>
        new(Name, IsNumber ? new DataDescription(DataKind.Integer) : new DataDescription(DataKind.Text) { Texts = [Text] }, IsRequired: true, []);

    public void Write(Utf8JsonWriter writer)
    {
        if (IsNumber)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(Encoding.UTF8.GetBytes(Text), skipInputValidation: true);
        }
        else
        {
            writer.WriteString(name, text);
        }
    }

    /// <summary>True if the reader stands on the marker's name.</summary>
    public bool IsAt(ref readonly Utf8JsonReader reader) => reader.ValueTextEquals(Name);
}
