package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.model.CombinedPredictor;
import org.jpsi.core.model.EnsemblePredictor;
import org.jpsi.core.model.NeighborsPredictor;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.TreesPredictor;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Shape;

/// Diagram of a predictor: of a network each layer is a column of nodes, joined to the next; trees,
/// neighbors and the members of a combination are one column. Wide columns show some of their nodes
/// and say how many there are.
final class NetworkDiagram {
  private static final int TOP = 26;
  private static final int BOTTOM = 250;
  private static final int MOST = 11;

  /// Layer as drawn: a column of nodes, and the words under it.
  private record Column(int width, List<String> words, String color) {}

  private NetworkDiagram() {}

  static FigureTask of(ReportData run) {
    List<Column> columns = columns(run);
    String several =
        sameNetworks(run.predictor()) > 1
            ? format(
                "One of %d members, which differ in their weights alone; the mean of their %s"
                    + " counts. ",
                sameNetworks(run.predictor()),
                run.task() instanceof Task.Regression ? "predictions" : "probabilities")
            : "";
    String caption =
        several
            + format(
                "%s features in, %s out, %s %s. Layers wider than %d show some of their"
                    + " nodes.",
                Formatting.count(run.inputs().features().size()),
                run.task().width() == 1 ? "one number" : run.task().width() + " numbers",
                Formatting.count(run.predictor().parameterCount()),
                run.byGradients() ? "trained parameters" : "numbers learned",
                MOST);
    StringBuilder words = new StringBuilder(format("The %s from input to output: ", run.noun()));
    for (int i = 0; i < columns.size(); i++) {
      words.append(i == 0 ? "" : ", ").append(String.join(" ", columns.get(i).words));
    }
    return new FigureTask(
        "network",
        run.byGradients() ? "Network" : "Model",
        caption,
        words.append('.').toString(),
        (id, title, alternative) -> draw(columns, id, title, alternative));
  }

  private static List<Column> columns(ReportData run) {
    int features = run.inputs().features().size();
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(features, List.of(format("%d features", features)), Palette.GREEN));
    switch (run.predictor()) {
      case NetworkPredictor network -> layers(network, columns);
      case TreesPredictor trees ->
          columns.add(one(run, format("trees (%d)", trees.trees().trees())));
      case NeighborsPredictor near ->
          columns.add(
              one(
                  run,
                  format("%d neighbors of %d", near.neighbors().k(), near.neighbors().stored())));
      case EnsemblePredictor ensemble when sameNetworks(ensemble) > 0 ->
          layers((NetworkPredictor) ensemble.members().getFirst(), columns);
      case CombinedPredictor combined -> {
        int members = combined.members().size();
        columns.add(new Column(members, List.of(format("members %d", members)), Palette.BLUE));
        columns.add(one(run, "combined"));
      }
    }
    if (columns.size() > 1) {
      Column last = columns.removeLast();
      columns.add(new Column(last.width, last.words, Palette.VERMILLION));
    }
    return columns;
  }

  /// The number of members of an ensemble of networks of the same layers; 0 of anything else.
  private static int sameNetworks(Predictor predictor) {
    return predictor instanceof EnsemblePredictor ensemble
            && ensemble.members().stream()
                    .map(member ->
                        member instanceof NetworkPredictor one ? one.network().spec() : member)
                    .distinct()
                    .count()
                == 1
            && ensemble.members().getFirst() instanceof NetworkPredictor
        ? ensemble.members().size()
        : 0;
  }

  private static Column one(ReportData run, String what) {
    int outputs = run.predictor().outputs(run.inputs().features().size());
    return new Column(outputs, List.of(format("%s %d", what, outputs)), Palette.BLUE);
  }

  private static void layers(NetworkPredictor network, List<Column> columns) {
    Shape shape = Shape.of(columns.getFirst().width);
    List<String> words = new ArrayList<>();
    for (Layer layer : network.network().layers()) {
      int width = shape.count();
      shape = layer.outputs(shape);
      int outputs = shape.count();
      // What keeps the width and mixes nothing (an activation, dropout, normalization) stands under
      // the layer it belongs to.
      boolean mixes = !layer.parameters().isEmpty() && !kind(layer).endsWith("Norm");
      boolean own = mixes || outputs != width || columns.size() == 1;
      if (own) {
        words = new ArrayList<>();
        words.add(format("%s %d", kind(layer), outputs));
        columns.add(new Column(outputs, words, Palette.BLUE));
      } else {
        words.add(kind(layer));
      }
    }
  }

  private static String kind(Layer layer) {
    return layer instanceof Dropout dropout ? "dropout " + dropout.rate() : layer.spec().type();
  }

  private static String draw(List<Column> columns, String id, String title, String alternative) {
    int step = columns.size() > 8 ? 74 : 110;
    int width = Math.max(360, 60 + step * columns.size());
    int lines = columns.stream().mapToInt(column -> column.words.size()).max().orElse(0);
    int height = BOTTOM + 26 + 16 * lines;
    StringBuilder svg = new StringBuilder(Svg.open(id, title, alternative, width, height));
    svg.append("<rect width=\"" + width + "\" height=\"" + height + "\" fill=\"white\"/>");
    double left = (width - step * (columns.size() - 1)) / 2.0;
    svg.append("<g stroke=\"" + PlotSpec.FAINT + "\" stroke-width=\"0.6\">");
    for (int c = 0; c + 1 < columns.size(); c++) {
      for (double from : nodes(columns.get(c).width)) {
        for (double to : nodes(columns.get(c + 1).width)) {
          svg.append("<path d=\"M")
              .append(Svg.number(left + c * step))
              .append(' ')
              .append(Svg.number(from))
              .append('L')
              .append(Svg.number(left + (c + 1) * step))
              .append(' ')
              .append(Svg.number(to))
              .append("\"/>");
        }
      }
    }
    svg.append("</g>");
    for (int c = 0; c < columns.size(); c++) {
      column(svg, columns.get(c), left + c * step);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void column(StringBuilder svg, Column column, double x) {
    svg.append("<g fill=\"" + column.color + "\" stroke=\"white\" stroke-width=\"1.5\">");
    double[] nodes = nodes(column.width);
    for (double y : nodes) {
      svg.append("<circle cx=\"" + Svg.number(x) + "\" cy=\"" + Svg.number(y) + "\" r=\"7\"/>");
    }
    svg.append("</g>");
    if (column.width > MOST) {
      // Three dots where nodes are left out.
      double middle = (TOP + BOTTOM) / 2.0;
      svg.append("<g fill=\"" + column.color + "\">");
      for (int dot = -1; dot <= 1; dot++) {
        svg.append(
            "<circle cx=\""
                + Svg.number(x)
                + "\" cy=\""
                + Svg.number(middle + 7 * dot)
                + "\" r=\"2\"/>");
      }
      svg.append("</g>");
    }
    svg.append("<g fill=\"" + PlotSpec.INK + "\" text-anchor=\"middle\">");
    for (int line = 0; line < column.words.size(); line++) {
      svg.append(
          "<text x=\""
              + Svg.number(x)
              + "\" y=\""
              + (BOTTOM + 26 + 16 * line)
              + "\">"
              + Html.escape(column.words.get(line))
              + "</text>");
    }
    svg.append("</g>");
  }

  /// Heights of the nodes shown; a gap in the middle where some are left out.
  private static double[] nodes(int width) {
    int shown = Math.min(width, MOST);
    double pitch = Math.min(30, (BOTTOM - TOP) / (double) Math.max(1, MOST - 1));
    double middle = (TOP + BOTTOM) / 2.0;
    double[] y = new double[width > MOST ? MOST - 1 : shown];
    for (int i = 0; i < y.length; i++) {
      double place = width > MOST && i >= y.length / 2 ? i + 1 : i;
      y[i] = middle + pitch * (place - (shown - 1) / 2.0);
    }
    return y;
  }
}
