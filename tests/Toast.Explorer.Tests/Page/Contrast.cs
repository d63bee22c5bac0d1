using Microsoft.Playwright;

namespace Toast.Explorer.Tests;

/// <summary>Measures the contrast of every text on a page with what is behind it, after WCAG 2.2 (1.4.3).</summary>
internal static class Contrast
{
    private const string Measure =
        """
        () => {
          const parse = color => { const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number); return { r, g, b, a }; };
          const over = (top, under) => ({ r: top.r * top.a + under.r * (1 - top.a), g: top.g * top.a + under.g * (1 - top.a), b: top.b * top.a + under.b * (1 - top.a), a: 1 });
          const light = c => [c.r, c.g, c.b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = element => !element ? { r: 255, g: 255, b: 255, a: 1 } : over(parse(getComputedStyle(element).backgroundColor), behind(element.parentElement));
          const weak = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const element = node.parentElement, style = getComputedStyle(element);
            if (!node.data.trim() || !element.checkVisibility() || element.closest('noscript, .unseen, .skip')) continue;
            const ground = behind(element), opacity = Number(getComputedStyle(element.closest('.row') ?? element).opacity);
            const ink = over({ ...parse(element instanceof SVGElement ? style.fill : style.color), a: opacity }, ground);
            const [high, low] = [light(ink), light(ground)].sort((x, y) => y - x);
            const ratio = (high + 0.05) / (low + 0.05);
            if (ratio < 4.5) weak.push(`${ratio.toFixed(2)}: ${node.data.trim().slice(0, 40)} (${element.className.baseVal ?? element.className})`);
          }
          return weak;
        }
        """;

    public static Task<string[]> TooWeakAsync(IPage page) => page.EvaluateAsync<string[]>(Measure);
}
