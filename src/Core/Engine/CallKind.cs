using Polly;

namespace Toast.Engine;

/// <summary>A kind of call of a backend.</summary>
/// <param name="Name">What it is called in spans and metrics.</param>
/// <param name="Retries">Which of its failures are tried again.</param>
/// <param name="Changes">True if it may have changed the store when no answer comes.</param>
internal sealed record CallKind(string Name, ResiliencePipeline Retries, bool Changes = false);
