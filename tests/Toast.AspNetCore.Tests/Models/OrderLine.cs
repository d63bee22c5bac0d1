namespace Toast.AspNetCore.Tests;

public sealed record OrderLine(string ProductName, int Quantity, OrderState State = OrderState.Open);
