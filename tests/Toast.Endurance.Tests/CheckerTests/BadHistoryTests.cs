using Toast.Endurance.Tests.Checks;

namespace Toast.Endurance.Tests.CheckerTests;

/// <summary>Each rule fails for a history that breaks it, and for that reason alone.</summary>
public sealed class BadHistoryTests
{
    [Fact]
    public void Torn_content() => Breaks(Rule.Torn, new Story().Wrote(1, 2, 10, 1).ReadTorn(3, 4));

    [Fact]
    public void Content_without_a_writer() => Breaks(Rule.NobodyWrote, new Story().Wrote(1, 2, 10, 1).Read(3, 4, 99, 1));

    [Fact]
    public void Content_before_its_write() => Breaks(Rule.NobodyWrote, new Story().Wrote(1, 2, 10, 1).LostAnswer(8, 9, 11).Read(3, 4, 11, 1));

    [Fact]
    public void A_refused_write_that_happened() =>
        Breaks(Rule.RefusedButThere, new Story().Wrote(1, 2, 10, 1).WasRefused(3, 4, 11).LostAnswer(3, 4, 12).Read(5, 6, 11, 2));

    [Fact]
    public void Two_acknowledged_writes_with_one_version() =>
        Breaks(Rule.TwoContentsOfOneVersion, new Story().Wrote(1, 2, 10, 1).Wrote(3, 6, 11, 2).Wrote(4, 5, 12, 2));

    [Fact]
    public void A_version_whose_content_changes() =>
        Breaks(Rule.TwoContentsOfOneVersion, new Story().Wrote(1, 2, 10, 1).LostAnswer(1, 3, 11).Read(4, 5, 11, 1));

    [Fact]
    public void A_write_that_happened_twice() => Breaks(
        Rule.OneContentAtTwoVersions,
        new Story().Wrote(1, 2, 10, 1).Wrote(3, 8, 11, 4).LostAnswer(3, 4, 13).Read(4, 5, 11, 2).Wrote(5, 6, 12, 3));

    [Fact]
    public void A_conditional_write_that_happened_twice_even_during_a_disturbance() => Breaks(
        Rule.OneContentAtTwoVersions,
        new Story().Disturbed(1, 9).Wrote(1, 2, 10, 1).WroteIf(1, 3, 4, 11, 2).LostAnswer(3, 4, 13).Read(5, 6, 11, 3));

    [Fact]
    public void A_read_of_what_an_acknowledged_write_replaced() =>
        Breaks(Rule.WentBack, new Story().Wrote(1, 2, 10, 1).Wrote(3, 4, 11, 2).Read(5, 6, 10, 1));

    [Fact]
    public void An_unknown_write_that_was_seen_and_then_not() =>
        Breaks(Rule.WentBack, new Story().Wrote(1, 2, 10, 1).LostAnswer(3, 4, 11).Read(5, 6, 11, 2).Read(7, 8, 10, 1));

    [Fact]
    public void An_acknowledged_write_behind_an_earlier_one() =>
        Breaks(Rule.WriteNotAfterEarlier, new Story().Wrote(1, 2, 10, 2).Wrote(3, 4, 11, 1));

    [Fact]
    public void An_acknowledged_record_that_is_gone() => Breaks(Rule.Lost, new Story().Wrote(1, 2, 10, 1).FoundNothing(3, 4));

    [Fact]
    public void A_record_whose_only_delete_came_earlier() =>
        Breaks(Rule.Lost, new Story().Deleted(1, 2).Wrote(3, 4, 10, 1).FoundNothing(5, 6));

    [Fact]
    public void A_record_that_is_gone_for_a_moment() =>
        Breaks(Rule.Lost, new Story().Wrote(1, 2, 10, 1).FoundNothing(3, 4).Read(5, 6, 10, 1));

    [Fact]
    public void Deleted_data_that_comes_back() =>
        Breaks(Rule.CameBack, new Story().Wrote(1, 2, 10, 1).Deleted(3, 4).Read(5, 6, 10, 1));

    [Fact]
    public void Two_lives_at_once() => Breaks(
        Rule.LivesMixed,
        new Story().LostDelete(1, 2).Wrote(1, 2, 10, 1).Wrote(3, 4, 11, 1, life: 7).Read(5, 6, 10, 1).Read(7, 8, 11, 1, life: 7));

    [Fact]
    public void A_new_life_that_no_delete_made_room_for() =>
        Breaks(Rule.LifeWithoutDelete, new Story().Wrote(1, 2, 10, 1).Wrote(3, 4, 11, 1, life: 7));

    [Fact]
    public void A_new_life_that_began_before_the_delete() =>
        Breaks(Rule.LifeWithoutDelete, new Story().Wrote(1, 2, 10, 1).Wrote(3, 4, 11, 1, life: 7).Deleted(5, 6));

    [Fact]
    public void A_version_too_many() => Breaks(Rule.VersionNobodyWrote, new Story().Wrote(1, 2, 10, 1).Wrote(3, 4, 11, 3));

    [Fact]
    public void A_refused_write_makes_no_version() =>
        Breaks(Rule.VersionNobodyWrote, new Story().Wrote(1, 2, 10, 1).WasRefused(3, 4, 12).Wrote(5, 6, 11, 3));

    [Fact]
    public void A_conditional_write_over_another_version() =>
        Breaks(Rule.ConditionIgnored, new Story().Wrote(1, 2, 10, 1).Wrote(3, 4, 11, 2).WroteIf(1, 5, 6, 12, 3));

    [Fact]
    public void A_conditional_write_over_another_life() => Breaks(
        Rule.ConditionIgnored,
        new Story().Wrote(1, 2, 10, 1).Deleted(3, 4).Wrote(5, 6, 11, 1, life: 7).WroteIf(1, 7, 8, 12, 2, life: 7, expectedLife: 1));

    [Fact]
    public void A_raise_that_is_lost() => Breaks(
        Rule.CountedWrong,
        new Story(isCounter: true).Wrote(1, 2, 10, 1).WroteIf(1, 3, 4, 11, 2, count: 1).WroteIf(2, 5, 6, 12, 3, count: 1));

    [Fact]
    public void Every_rule_has_a_history_that_breaks_it() =>
        Assert.Equal(
            Enum.GetNames<Rule>().Order(StringComparer.Ordinal),
            File.ReadAllText(SourceFile()).Split("Rule.").Skip(1).Select(text => text[..text.IndexOfAny([',', ')', '.', ' '])])
                .Where(name => Enum.TryParse<Rule>(name, out _)).Distinct().Order(StringComparer.Ordinal));

    private static void Breaks(Rule rule, Story story) => Assert.Equal([rule], story.Broken());

    private static string SourceFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
}
