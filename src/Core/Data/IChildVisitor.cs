namespace Toast.Data;

/// <summary>Receives the external children of an instance.</summary>
internal interface IChildVisitor
{
    /// <summary>An eager child: the value of a member whose declared type is a model.</summary>
    /// <param name="child">The child; its run-time type may derive from the declared one.</param>
    /// <param name="declaredType">The type the member declares.</param>
    /// <param name="path">Where it stands; call only when the text is needed.</param>
    void Eager(object child, Type declaredType, Func<string> path);

    /// <summary>A typed reference.</summary>
    /// <param name="external">The member's value, never null.</param>
    /// <param name="path">Where it stands; call only when the text is needed.</param>
    void Lazy(IExternalLink external, Func<string> path);
}
