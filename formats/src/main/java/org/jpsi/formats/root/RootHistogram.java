package org.jpsi.formats.root;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.EventBlocks;

/// One-dimensional histogram as ROOT has it (TH1D, version 3), written with the errors of its bins.
///
/// Its statistics are those that ROOT computes from the contents (`TH1::GetStats` without the
/// events): each bin's weight is at its center.
///
/// @param name of the object in the file
/// @param title of the histogram
/// @param axis title of the x axis
/// @param edges of the bins, ascending, one more than there are bins
/// @param sums sums of weights, of underflow, each bin, and overflow
/// @param squares sums of squared weights, the same
/// @param entries number of events
public record RootHistogram(
    String name,
    String title,
    String axis,
    double[] edges,
    double[] sums,
    double[] squares,
    long entries) {
  private static final double UNSET = -1111;
  private static final int BLACK = 602;

  /// @throws IllegalArgumentException where lengths do not fit, or edges do not ascend
  public RootHistogram {
    if (edges.length < 2 || sums.length != edges.length + 1 || squares.length != sums.length) {
      throw new IllegalArgumentException(
          edges.length + " edges, " + sums.length + " sums, " + squares.length + " squares");
    }
    for (int i = 0; i < edges.length; i++) {
      if (!Double.isFinite(edges[i]) || (i > 0 && !(edges[i] > edges[i - 1]))) {
        throw new IllegalArgumentException("edge " + i + " of " + Arrays.toString(edges));
      }
    }
    edges = edges.clone();
    sums = sums.clone();
    squares = squares.clone();
  }

  /// Writes histograms into a new file, or in the place of one that is there.
  ///
  /// @throws InputException where the system refuses
  public static void write(Path file, List<RootHistogram> histograms) {
    Set<String> names = new HashSet<>();
    for (RootHistogram histogram : histograms) {
      if (!names.add(histogram.name)) {
        throw new IllegalArgumentException("two histograms of the name " + histogram.name);
      }
    }
    try (RootFileOutput out = new RootFileOutput(file)) {
      List<RootFileOutput.StoredObject> objects = new ArrayList<>();
      for (RootHistogram histogram : histograms) {
        RootOutput record =
            new RootOutput(RootFileOutput.keyBytes("TH1D", histogram.name, histogram.title));
        histogram.write(record);
        objects.add(out.store("TH1D", histogram.name, histogram.title, record));
      }
      out.finish(objects, StreamerInfoList.OfHistograms.ALL.all());
    }
  }

  private int bins() {
    return edges.length - 1;
  }

  private void write(RootOutput out) {
    int histogram = out.begin(3);
    int base = out.begin(8);
    out.named(name, title);
    int line = out.begin(2);
    out.i16(BLACK).i16(1).i16(1).end(line);
    TreeRecord.fill(out);
    int marker = out.begin(3);
    out.i16(1).i16(1).i32(Float.floatToIntBits(1)).end(marker);
    out.i32(sums.length);
    axis(out, "xaxis", axis, edges[0], edges[bins()], bins(), uniform() ? new double[0] : edges);
    axis(out, "yaxis", "", 0, 1, 1, new double[0]);
    axis(out, "zaxis", "", 0, 1, 1, new double[0]);
    out.i16(0).i16(1000);
    number(out, entries);
    number(out, EventBlocks.sum(bins(), i -> sums[i + 1]));
    number(out, EventBlocks.sum(bins(), i -> squares[i + 1]));
    number(out, EventBlocks.sum(bins(), i -> sums[i + 1] * center(i)));
    number(out, EventBlocks.sum(bins(), i -> sums[i + 1] * center(i) * center(i)));
    number(out, UNSET);
    number(out, UNSET);
    number(out, 0);
    array(out, new double[0]);
    array(out, squares);
    out.string("");
    // no functions, no buffer
    int functions = out.begin(5);
    out.object().string("").i32(0).end(functions);
    out.i32(0).i8(0);
    // normal errors; overflows count as the user of ROOT has set it
    out.i32(0).i32(2);
    out.end(base);
    array(out, sums);
    out.end(histogram);
  }

  private double center(int bin) {
    return (edges[bin] + edges[bin + 1]) / 2;
  }

  // As ROOT computes the edges of bins of one width.
  private boolean uniform() {
    double width = (edges[bins()] - edges[0]) / bins();
    for (int i = 1; i < bins(); i++) {
      if (edges[i] != edges[0] + i * width) {
        return false;
      }
    }
    return true;
  }

  private static void axis(
      RootOutput out,
      String name,
      String title,
      double low,
      double high,
      int bins,
      double[] edges) {
    int axis = out.begin(10);
    out.named(name, title);
    int look = out.begin(4);
    out.i32(510).i16(1).i16(1).i16(42);
    out.i32(Float.floatToIntBits(0.005f)).i32(Float.floatToIntBits(0.035f));
    // titles of y axes are placed by their labels
    float titleOffset = name.equals("yaxis") ? 0 : 1;
    out.i32(Float.floatToIntBits(0.03f)).i32(Float.floatToIntBits(titleOffset));
    out.i32(Float.floatToIntBits(0.035f)).i16(1).i16(42).end(look);
    out.i32(bins);
    number(out, low);
    number(out, high);
    array(out, edges);
    // no range, no times, no labels
    out.i32(0).i32(0).i16(0).i8(0).string("").i32(0).i32(0);
    out.end(axis);
  }

  private static void array(RootOutput out, double[] values) {
    out.i32(values.length);
    for (double value : values) {
      number(out, value);
    }
  }

  private static void number(RootOutput out, double value) {
    out.i64(Double.doubleToLongBits(value));
  }
}
