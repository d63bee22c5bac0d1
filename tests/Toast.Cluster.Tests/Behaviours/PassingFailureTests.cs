using Orleans.Storage;
using Toast.Client.Engine;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>Which failures of Orleans a call waits out, and after which it may have been carried out.</summary>
public sealed class PassingFailureTests
{
    [Theory]
    [InlineData("Current directory at S127.0.0.1:1:2 is not stable to perform the lookup for grainId a/b (it maps to S127.0.0.1:3:4, which is not a valid silo). Retry later.")]
    [InlineData("Silo S127.0.0.1:1:2 is not owner of a/b, cannot forward LookUpAsync to owner S127.0.0.1:3:4 because hop limit is reached")]
    [Trait("Behaviour", "B-503")]
    public void B_503_a_directory_that_is_finding_itself_again_is_waited_for_and_nothing_was_carried_out(string text)
    {
        var failure = new OrleansException(text);

        Assert.True(ClusterFailure.MayPass(failure));
        Assert.True(ClusterFailure.NeverArrived(failure));
    }

    [Fact]
    [Trait("Behaviour", "B-503")]
    public void B_503_a_silo_that_gave_no_answer_may_have_carried_the_call_out()
    {
        Assert.True(ClusterFailure.MayPass(new TimeoutException()));
        Assert.False(ClusterFailure.NeverArrived(new TimeoutException()));
        Assert.False(ClusterFailure.NeverArrived(new OrleansException("Lost.", new TimeoutException())));
    }

    [Fact]
    public void A_failure_with_a_meaning_of_its_own_is_not_waited_out()
    {
        Assert.False(ClusterFailure.MayPass(new InconsistentStateException("Another version is stored.")));
        Assert.False(ClusterFailure.MayPass(new OrleansException("Broken.", new FormatException())));
    }
}
