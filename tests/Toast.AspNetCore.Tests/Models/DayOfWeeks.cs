namespace Toast.AspNetCore.Tests;

[Flags]
public enum DayOfWeeks
{
    None = 0,
    Monday = 1,
    Friday = 2,
}
