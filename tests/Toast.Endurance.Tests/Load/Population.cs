using System.Collections.Concurrent;

namespace Toast.Endurance.Tests.Load;

/// <summary>The records of one round. A record is here before it is first written, so that nothing can be listed that is not known.</summary>
/// <param name="earlier">The records of the rounds before, which stay in the store and are listed too.</param>
internal sealed class Population(IReadOnlySet<ExternalReference> earlier)
{
    private const int Parcels = 1500;
    private const int Contracts = 400;
    private const int Tallies = 100;

    /// <summary>One choice in five falls on one of the first few records, so that writers meet.</summary>
    private const int HotRecords = 12;

    private readonly Lock gate = new();
    private readonly Dictionary<Type, List<Subject>> subjects = new()
    {
        [typeof(Parcel)] = [],
        [typeof(Contract)] = [],
        [typeof(Tally)] = [],
    };

    private readonly ConcurrentDictionary<ExternalReference, Subject> byReference = new();

    public IReadOnlyCollection<Subject> All => [.. byReference.Values];

    /// <summary>New, unwritten instances, as many as a round begins with.</summary>
    public static IEnumerable<Content> Seeds(Random random)
    {
        for (int i = 0; i < Parcels + Contracts + Tallies; i++)
        {
            Content content = i < Parcels ? new Parcel() : i < Parcels + Contracts ? new Contract() : new Tally();
            content.Fill(Stamps.Next(), 0, random);
            yield return content;
        }
    }

    /// <summary>True while there may be more parcels: a third more than in the beginning.</summary>
    public bool HasRoom
    {
        get
        {
            lock (gate)
            {
                return subjects[typeof(Parcel)].Count < Parcels * 4 / 3;
            }
        }
    }

    public Subject Add(Content content)
    {
        // The id of a first dump is settled before the dump, and stays the same over failed tries.
        Type model = content.GetType();
        var subject = new Subject(model, new ExternalReference(model.Name, Identities.Of(content).ReserveId(TimeProvider.System)));
        byReference[subject.Reference] = subject;
        lock (gate)
        {
            subjects[model].Add(subject);
        }

        return subject;
    }

    public bool Knows(ExternalReference reference) => byReference.ContainsKey(reference) || earlier.Contains(reference);

    public Subject Pick(Type model, Random random)
    {
        lock (gate)
        {
            List<Subject> all = subjects[model];
            return all[random.Next(random.Next(5) == 0 ? Math.Min(HotRecords, all.Count) : all.Count)];
        }
    }

    public IReadOnlyList<Subject> Of(Type model)
    {
        lock (gate)
        {
            return [.. subjects[model]];
        }
    }
}
