namespace Toast.Endurance.Tests.CheckerTests;

/// <summary>What a sound store may do, however odd it looks, is no violation.</summary>
public sealed class GoodHistoryTests
{
    [Fact]
    public void Writes_and_reads_one_after_another_are_good() =>
        Assert.Empty(new Story().Wrote(1, 2, 10, 1).Read(3, 4, 10, 1).Wrote(5, 6, 11, 2).Read(7, 8, 11, 2).Broken());

    [Fact]
    public void Writes_at_the_same_time_may_come_in_any_order() =>
        Assert.Empty(new Story().Wrote(1, 9, 10, 2).Wrote(2, 3, 11, 1).Read(4, 5, 11, 1).Read(10, 11, 10, 2).Broken());

    [Fact]
    public void A_read_beside_a_write_may_find_the_old_or_the_new() =>
        Assert.Empty(new Story().Wrote(1, 2, 10, 1).Wrote(3, 9, 11, 2).Read(4, 8, 10, 1).Read(4, 8, 11, 2).Broken());

    [Fact]
    public void Writes_that_collapsed_into_a_later_one_are_never_seen() =>
        Assert.Empty(new Story().Wrote(1, 5, 10, 1).Wrote(2, 5, 11, 2).Wrote(3, 5, 12, 3).Read(6, 7, 12, 3).Broken());

    [Fact]
    public void A_write_with_a_lost_answer_may_have_happened() =>
        Assert.Empty(new Story().Wrote(1, 2, 10, 1).LostAnswer(3, 4, 11).Read(5, 6, 11, 2).Wrote(7, 8, 12, 3).Broken());

    [Fact]
    public void A_write_with_a_lost_answer_may_not_have_happened() =>
        Assert.Empty(new Story().Wrote(1, 2, 10, 1).LostAnswer(3, 4, 11).Read(5, 6, 10, 1).Wrote(7, 8, 12, 2).Broken());

    [Fact]
    public void A_write_with_a_lost_answer_may_arrive_late() =>
        Assert.Empty(new Story().Wrote(1, 2, 10, 1).LostAnswer(3, 4, 11).Read(5, 6, 10, 1).Read(7, 8, 11, 2).Broken());

    [Fact]
    public void A_write_with_a_lost_answer_may_be_covered_by_the_next() =>
        Assert.Empty(new Story().Wrote(1, 2, 10, 1).LostAnswer(3, 4, 11).Wrote(5, 6, 12, 3).Read(7, 8, 12, 3).Broken());

    [Fact]
    public void A_repeat_of_a_lost_try_may_raise_the_version_again() =>
        Assert.Empty(new Story().Wrote(1, 2, 10, 1).Wrote(3, 8, 11, 3, lostTries: 1).Read(9, 10, 11, 3).Broken());

    [Fact]
    public void A_write_during_a_disturbance_may_be_sent_twice() =>
        Assert.Empty(new Story().Disturbed(3, 6).Wrote(1, 2, 10, 1).Wrote(3, 8, 11, 4).Read(4, 5, 11, 2).Wrote(5, 6, 12, 3).Read(9, 10, 11, 4).Broken());

    [Fact]
    public void A_record_may_be_deleted_and_made_again() =>
        Assert.Empty(new Story().Wrote(1, 2, 10, 1).Deleted(3, 4).FoundNothing(5, 6).Wrote(7, 8, 11, 1, life: 7).Read(9, 10, 11, 1, life: 7).Broken());

    [Fact]
    public void A_delete_with_a_lost_answer_may_have_happened() =>
        Assert.Empty(new Story().Wrote(1, 2, 10, 1).LostDelete(3, 4).FoundNothing(5, 6).Wrote(7, 8, 11, 1, life: 7).Broken());

    [Fact]
    public void A_delete_beside_a_read_may_be_seen_or_not() =>
        Assert.Empty(new Story().Wrote(1, 2, 10, 1).Deleted(3, 9).Read(4, 5, 10, 1).FoundNothing(6, 7).Broken());

    [Fact]
    public void A_conditional_write_follows_what_it_compared_with() =>
        Assert.Empty(new Story().Wrote(1, 2, 10, 1).WroteIf(1, 3, 4, 11, 2, expectedLife: 1).WroteIf(2, 5, 6, 12, 3).Broken());

    [Fact]
    public void A_counter_counts_its_versions() =>
        Assert.Empty(new Story(isCounter: true).Wrote(1, 2, 10, 1).WroteIf(1, 3, 4, 11, 2, count: 1).Read(5, 6, 11, 2, count: 1).Broken());

    [Fact]
    public void A_record_that_nobody_wrote_is_not_missed() => Assert.Empty(new Story().FoundNothing(1, 2).LostAnswer(3, 4, 10).FoundNothing(5, 6).Broken());
}
