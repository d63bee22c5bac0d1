namespace Toast.Data;

/// <summary>Receives the references to eager children found in JSON.</summary>
internal interface IReferenceSink
{
    /// <param name="reference">The child's reference.</param>
    /// <param name="declaredType">The model type the member declares.</param>
    /// <param name="path">Where it stands; call only when the text is needed.</param>
    void Found(ExternalReference reference, Type declaredType, Func<string> path);
}
