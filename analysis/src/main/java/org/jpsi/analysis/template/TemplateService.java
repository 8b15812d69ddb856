package org.jpsi.analysis.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jpsi.analysis.TemplateEvents;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.ScoreTemplate;
import org.jpsi.core.io.AtomicFile;
import org.jpsi.core.io.IoFailure;
import org.jpsi.core.io.Json;
import org.jpsi.core.io.Numeral;
import org.jpsi.formats.root.RootHistogram;

/// Templates of a run's score (`jpsi histograms`): a histogram of each sample and variation, with
/// sum w^2, from the test events scaled to the whole sample, as ROOT's TH1D and as a workspace of
/// pyhf.
public final class TemplateService {
  /// The bins where none are given: 20 of equal width, joined from the highest score down until
  /// each has ten effective background events.
  public static final String BINS = "auto";

  private static final int EQUAL_BINS = 20;
  private static final String CHOSEN = "significance";
  private static final int MOST_BINS = 10_000;

  private TemplateService() {}

  /// Request for templates.
  ///
  /// @param run the run folder
  /// @param bins `auto`, a number of equal bins, edges as in `0,0.5,1`, or `significance`: those
  ///   that the run chose on its validation events
  /// @param out files to write: `.root` for histograms, `.json` for a workspace
  /// @param signal the classes that are signal, of a run of several classes
  /// @param unblind whether the measured events of the analysis are looked at
  /// @param luminosityError relative uncertainty of the luminosity, of all samples
  /// @param threads number of threads, on which results do not depend
  public record TemplateRequest(
      Path run,
      String bins,
      List<Path> out,
      List<String> signal,
      boolean unblind,
      OptionalDouble luminosityError,
      int threads) {}

  /// Result, as a table of text.
  ///
  /// @param notes on what was changed or assumed
  /// @param heads of the table of samples
  /// @param rows of it: sample, its events and yield, and the number of its variations
  public record TemplateResult(List<String> notes, List<String> heads, List<List<String>> rows) {}

  /// Makes templates, and writes them.
  ///
  /// @throws InputException where the run, the bins or a file are wrong; nothing is written then
  public static TemplateResult run(TemplateRequest request, ProgressListener progress) {
    Bins bins = bins(request);
    request.out().forEach(TemplateService::requireKnown);
    if (request.luminosityError().isPresent()
        && !(request.luminosityError().getAsDouble() > 0
            && request.luminosityError().getAsDouble() < 1)) {
      throw InputException.at("--luminosity-error")
          .expected("a number between 0 and 1, as 0.0083 for 0.83 %")
          .found(Double.toString(request.luminosityError().getAsDouble()))
          .exception();
    }
    boolean asked = request.out().stream().anyMatch(TemplateService::isJson);
    TemplateEvents events =
        TemplateEvents.read(
            new TemplateEvents.Request(request.run(), request.signal(), asked, request.unblind()),
            request.threads(),
            progress);
    List<String> notes = new ArrayList<>(events.notes());
    List<TemplateSet> channels = channels(events, bins, notes);
    if (!events.yields()) {
      notes.add(
          "weights are taken for expected numbers of events; where they are, say `yields: true`, or"
              + " normalize samples with `luminosity:`");
    }
    channels.forEach(channel -> outside(channel, notes));
    PyhfWorkspace workspace = new PyhfWorkspace(events.name(), channels, request.luminosityError());
    String json = asked ? Json.write(workspace.values()) + "\n" : "";
    notes.addAll(workspace.notes());
    for (Path file : request.out()) {
      if (isJson(file)) {
        AtomicFile.write(file, json);
      } else {
        RootHistogram.write(file, TemplateSet.histograms(channels));
      }
    }
    boolean several = events.channels().size() > 1;
    List<String> heads = new ArrayList<>(several ? List.of("channel") : List.of());
    heads.addAll(List.of("sample", "class", "events", "yield", "variations"));
    List<List<String>> rows = new ArrayList<>();
    for (TemplateSet channel : channels) {
      for (SampleTemplates sample : channel.samples()) {
        List<String> row = new ArrayList<>(several ? List.of(channel.channel()) : List.of());
        row.addAll(row(sample));
        rows.add(row);
      }
    }
    return new TemplateResult(notes, heads, rows);
  }

  /// The templates of each channel that has events.
  private static List<TemplateSet> channels(TemplateEvents events, Bins bins, List<String> notes) {
    List<TemplateSet> channels = new ArrayList<>();
    for (int c = 0; c < events.channels().size(); c++) {
      TemplateSet channel = TemplateSet.of(events, c, bins.edges(events.least()));
      if (channel.isEmpty()) {
        notes.add("no event is most probably " + channel.channel() + ": it has no channel");
        continue;
      }
      if (bins.joined()) {
        double[] edges =
            channel
                .background()
                .map(background -> background.joined(PyhfWorkspace.ENOUGH))
                .orElseGet(() -> channel.samples().getFirst().nominal().edges());
        notes.add(
            (events.channels().size() > 1 ? channel.channel() + ": " : "")
                + "bins "
                + PyhfWorkspace.bins(edges));
        channels.add(channel.rebinned(edges));
      } else {
        channels.add(channel);
      }
    }
    return channels;
  }

  private static List<String> row(SampleTemplates sample) {
    double yield = Arrays.stream(sample.nominal().contents()).sum();
    double error = Math.sqrt(Arrays.stream(sample.nominal().variances()).sum());
    return List.of(
        sample.name(),
        sample.signal() ? "signal" : "background",
        String.format(Locale.ROOT, "%,d", sample.nominal().events()),
        String.format(Locale.ROOT, "%.5g ± %.2g", yield, error),
        Integer.toString(sample.variations().size()));
  }

  private static void outside(TemplateSet templates, List<String> notes) {
    for (SampleTemplates sample : templates.samples()) {
      double[] sums = sample.nominal().sums();
      double outside = sums[0] + sums[sums.length - 1];
      if (outside != 0) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%s: a yield of %.4g is outside of the bins, in underflow and overflow",
                templates.in(sample),
                outside));
      }
    }
  }

  private static boolean isJson(Path file) {
    return file.toString().endsWith(".json");
  }

  private static void requireKnown(Path file) {
    if (!isJson(file) && !file.toString().endsWith(".root")) {
      throw InputException.at("--out " + file)
          .expected("a file .root, for histograms, or .json, for a workspace of pyhf")
          .found(file.toString())
          .exception();
    }
  }

  /// Bins that are asked for.
  ///
  /// @param equal their number, where they are equal; 0 where edges are given
  /// @param given edges
  /// @param joined whether equal ones are joined
  private record Bins(int equal, double[] given, boolean joined) {
    double[] edges(double least) {
      return equal > 0 ? ScoreTemplate.equalBins(least, equal) : given;
    }
  }

  private static Bins bins(TemplateRequest request) {
    String bins = request.bins().strip();
    if (bins.equals(BINS)) {
      return new Bins(EQUAL_BINS, new double[0], true);
    }
    if (Numeral.isDigits(bins) && bins.length() < 6) {
      int n = Integer.parseInt(bins);
      if (n >= 1 && n <= MOST_BINS) {
        return new Bins(n, new double[0], false);
      }
    }
    return new Bins(0, bins.equals(CHOSEN) ? chosen(request.run()) : edges(bins), false);
  }

  private static double[] edges(String bins) {
    List<Double> edges = new ArrayList<>();
    for (String part : bins.split(",", -1)) {
      String edge = part.strip();
      double value = Numeral.isDecimal(edge) ? Double.parseDouble(edge) : Double.NaN;
      if (!Double.isFinite(value) || (!edges.isEmpty() && value <= edges.getLast())) {
        throw wrong(bins);
      }
      edges.add(value);
    }
    if (edges.size() < 2 || edges.size() > MOST_BINS + 1) {
      throw wrong(bins);
    }
    return edges.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static InputException wrong(String bins) {
    return InputException.at("--bins")
        .expected(
            "auto, a number of bins from 1 to 10000, ascending edges as in 0,0.5,0.8,1, or"
                + " significance")
        .found(bins)
        .exception();
  }

  /// The bins that the run chose for its significance.
  private static double[] chosen(Path run) {
    Path file = run.resolve("metrics.json");
    List<Double> edges = new ArrayList<>();
    try {
      if (Files.isRegularFile(file)
          && Json.parse(Files.readString(file)) instanceof Map<?, ?> metrics
          && metrics.get("significance") instanceof Map<?, ?> significance
          && significance.get("binned") instanceof Map<?, ?> binned
          && binned.get("bins") instanceof List<?> bins) {
        for (Object bin : bins) {
          if (bin instanceof Map<?, ?> one && one.get("from") instanceof Number from) {
            edges.add(from.doubleValue());
          }
        }
      }
    } catch (IOException e) {
      throw IoFailure.reading(file.toString(), e);
    } catch (Json.SyntaxException wrong) {
      throw InputException.at(file.toString())
          .expected("the metrics of a run")
          .found("no JSON")
          .cause(wrong)
          .exception();
    }
    if (edges.isEmpty() || edges.getLast() >= 1) {
      throw InputException.at("--bins " + CHOSEN)
          .expected("a run with the key `significance:`, which chooses bins")
          .found("none in " + file)
          .remedy("name edges, or train with `significance: {background: 0.1}`")
          .exception();
    }
    edges.add(1.0);
    return edges.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
