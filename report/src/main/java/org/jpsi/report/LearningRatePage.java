package org.jpsi.report;

import static org.jpsi.report.Formatting.brief;
import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.eval.LearningRateFinderResult;
import org.jpsi.core.eval.LearningRateFinderResult.RatePoint;

/// Learning-rate page: a learning rate range test as a page of its own, with the loss against the
/// rate and the rate that it suggests.
///
/// @param name of the analysis
/// @param key of the analysis file that the rate is set by
public record LearningRatePage(String name, String key, LearningRateFinderResult search) {
  /// Headline: the result in a sentence.
  public String headline() {
    return Double.isFinite(search.suggestion())
        ? format(
            "The loss falls fastest at a learning rate of %s and is lowest at %s.",
            brief(search.suggestion()), brief(search.lowest()))
        : "The loss did not fall at any learning rate.";
  }

  /// As `--set` takes it; empty where no rate is suggested.
  public String setting() {
    return Double.isFinite(search.suggestion()) ? format("%s=%.2g", key, search.suggestion()) : "";
  }

  /// The page, self-contained; the same record gives the same bytes.
  public String html() {
    HtmlPage page = new HtmlPage(name);
    page.section("verdict", "Learning rate").heading(1, "Learning rate of " + name);
    page.text(headline());
    page.text(
        "Each point is one batch, trained on with a rate that grows from batch to batch. Below the"
            + " right rates nothing is learned yet, above them steps overshoot and the loss rises."
            + " Rates near the dashed line are a good choice; with a schedule that warms up, up to"
            + " three times as much is worth a try.");
    if (!setting().isEmpty()) {
      page.element("pre", "", "--set " + setting());
    }
    if (!search.points().isEmpty()) {
      page.figures(List.of(figure().render()), "");
    }
    return page.html();
  }

  private FigureTask figure() {
    return FigureTask.plot(
        "learning-rate",
        "Loss against learning rate",
        "The loss of each batch and its mean over neighbouring batches; dashed, where that mean"
            + " falls fastest (Smith, arXiv:1506.01186). Losses far above the first are left out.",
        headline(),
        this::plot);
  }

  // The fall is what one looks for, and often small beside the rise at the end.
  private double top() {
    double start = search.points().getFirst().smoothed();
    double lowest = search.points().stream().mapToDouble(RatePoint::smoothed).min().orElse(start);
    return start + Math.max(start - lowest, 0.05 * Math.abs(start));
  }

  // All in one style, where the plot itself would write 0.01 beside 1e-5.
  private List<String> decades() {
    int first = (int) Math.ceil(StrictMath.log10(search.points().getFirst().rate()) - 1e-6);
    int last = (int) Math.floor(StrictMath.log10(search.points().getLast().rate()) + 1e-6);
    return IntStream.rangeClosed(first, last).mapToObj(k -> "1e" + k).toList();
  }

  private PlotSpec plot() {
    List<Object> rates = new ArrayList<>();
    List<Object> losses = new ArrayList<>();
    List<Object> smoothed = new ArrayList<>();
    List<Object> smoothedRates = new ArrayList<>();
    double top = top();
    boolean inside = true;
    for (RatePoint point : search.points()) {
      if (point.loss() <= top) {
        rates.add(point.rate());
        losses.add(point.loss());
      }
      inside &= point.smoothed() <= top;
      if (inside) {
        smoothedRates.add(point.rate());
        smoothed.add(point.smoothed());
      }
    }
    List<String> labels = decades();
    List<Object> decades = new ArrayList<>(labels.stream().map(Double::valueOf).toList());
    PlotSpec plot =
        PlotSpec.of(560, 360)
            .axes("learning rate", "loss per event")
            .scale("x", "trans", "log10", "breaks", decades, "labels", labels)
            .theme("legend_position", "none");
    if (Double.isFinite(search.suggestion())) {
      plot.layer(
          "vline",
          PlotSpec.map(),
          PlotSpec.map(),
          "xintercept",
          search.suggestion(),
          "color",
          PlotSpec.INK,
          "linetype",
          "dashed",
          "size",
          0.7);
    }
    return plot.layer(
            "point",
            PlotSpec.map("x", rates, "y", losses),
            PlotSpec.map("x", "x", "y", "y"),
            "size",
            1.5,
            "color",
            Palette.GREY)
        .layer(
            "line",
            PlotSpec.map("x", smoothedRates, "y", smoothed),
            PlotSpec.map("x", "x", "y", "y"),
            "size",
            1.3,
            "color",
            Palette.BLUE);
  }
}
