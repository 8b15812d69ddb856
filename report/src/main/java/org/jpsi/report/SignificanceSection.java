package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.eval.BinnedYields;
import org.jpsi.core.eval.ExpectedSignificance;

/// Significance section of the report: the expected significance of a cut and of bins that
/// validation events chose.
final class SignificanceSection {
  private final ExpectedSignificance z;
  private final HtmlPage page;

  SignificanceSection(ExpectedSignificance z, HtmlPage page) {
    this.z = z;
    this.page = page;
  }

  void write() {
    page.section("expected", "Significance").heading(2, "Expected significance of a discovery");
    page.part("Significance of a cut", this::cut);
    page.part("Significance of bins", this::bins);
    page.soft(
        "Asimov significance with a background known with variance v = (δb)² + Σw² (Cowan 2012, eq."
            + " 20; arXiv:1007.1727). Cut and bins were chosen on validation events; the figures"
            + " are of the test events, sample by sample scaled to the yields of all parts. Errors"
            + " are one standard deviation by the statistics of the events.");
  }

  private String uncertainty() {
    return z.relative() == 0
        ? "no systematic uncertainty of the background"
        : format("a background known to %s %%", Formatting.brief(100 * z.relative()));
  }

  private void cut() {
    if (z.single().isEmpty()) {
      page.text("No cut leaves ten effective background events of the validation part.");
      return;
    }
    BinnedYields single = z.single().get();
    BinnedYields.YieldBin at = single.bins().getFirst();
    page.text(
        format(
            "Cut: score ≥ %.4f%s leaves S = %s and B = %s: Z = %s, with %s.",
            single.edges()[0],
            z.edges().size() > 1 ? " (the mean of the folds' cuts)" : "",
            Formatting.brief(at.s()),
            Formatting.withError(at.b(), Math.sqrt(at.squares())),
            Formatting.withError(single.significance().value(), single.significance().error()),
            uncertainty()));
  }

  private void bins() {
    BinnedYields binned = z.binned();
    page.text(
        format(
            "%d bins of the score together, √(ΣZ²): Z = %s.%s",
            binned.bins().size(),
            Formatting.withError(binned.significance().value(), binned.significance().error()),
            z.relative() == 0
                ? ""
                : " Each bin has an uncertainty of its own: where the background's is common to all"
                    + " bins, this is too good or too bad, and only a fit is right."));
    List<List<String>> rows = new ArrayList<>();
    for (int j = binned.bins().size() - 1; j >= 0; j--) {
      BinnedYields.YieldBin bin = binned.bins().get(j);
      double from = binned.edges()[j];
      rows.add(
          List.of(
              Double.isFinite(from) ? format("≥ %.4f", from) : "below",
              Formatting.brief(bin.s()),
              Formatting.withError(bin.b(), Math.sqrt(bin.squares())),
              format("%.1f", bin.effectiveBackground()),
              Formatting.brief(bin.z())));
    }
    page.table(List.of("score", "S", "B", "effective background events", "Z"), rows);
  }
}
