namespace Toast.AspNetCore.Tests;

public enum OrderState
{
    Open,
    Sent,
}
