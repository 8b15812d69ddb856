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
  /// @param unblind whether the measured events of the analysis are looked at
  /// @param luminosityError relative uncertainty of the luminosity, of all samples
  /// @param threads number of threads, on which results do not depend
  public record TemplateRequest(
      Path run,
      String bins,
      List<Path> out,
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
    double[] given = edges(request);
    request.out().forEach(TemplateService::requireKnown);
    if (request.luminosityError().isPresent()
        && !(request.luminosityError().getAsDouble() > 0
            && request.luminosityError().getAsDouble() < 1)) {
      throw InputException.at("--luminosity-error")
          .expected("a number between 0 and 1, as 0.0083 for 0.83 %")
          .found(Double.toString(request.luminosityError().getAsDouble()))
          .exception();
    }
    TemplateEvents events =
        TemplateEvents.read(request.run(), request.unblind(), request.threads(), progress);
    List<String> notes = new ArrayList<>(events.notes());
    double[] edges = given;
    if (request.bins().strip().equals(BINS)) {
      edges = joined(TemplateSet.of(events, given), given);
      notes.add("bins " + PyhfWorkspace.bins(edges));
    }
    TemplateSet templates = TemplateSet.of(events, edges);
    if (!events.yields()) {
      notes.add(
          "weights are taken for expected numbers of events; where they are, say `yields: true`, or"
              + " normalize samples with `luminosity:`");
    }
    outside(templates, notes);
    PyhfWorkspace workspace = new PyhfWorkspace(templates, request.luminosityError());
    boolean asked = request.out().stream().anyMatch(TemplateService::isJson);
    String json = asked ? Json.write(workspace.values()) + "\n" : "";
    notes.addAll(workspace.notes());
    for (Path file : request.out()) {
      if (isJson(file)) {
        AtomicFile.write(file, json);
      } else {
        RootHistogram.write(file, templates.histograms());
      }
    }
    return new TemplateResult(
        notes,
        List.of("sample", "class", "events", "yield", "variations"),
        templates.samples().stream().map(TemplateService::row).toList());
  }

  private static double[] joined(TemplateSet templates, double[] edges) {
    return templates
        .background()
        .map(background -> background.joined(PyhfWorkspace.ENOUGH))
        .orElse(edges);
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
                sample.name(),
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

  private static double[] edges(TemplateRequest request) {
    String bins = request.bins().strip();
    if (bins.equals(BINS)) {
      return ScoreTemplate.equalBins(EQUAL_BINS);
    }
    if (bins.equals(CHOSEN)) {
      return chosen(request.run());
    }
    if (Numeral.isDigits(bins) && bins.length() < 6) {
      int n = Integer.parseInt(bins);
      if (n >= 1 && n <= MOST_BINS) {
        return ScoreTemplate.equalBins(n);
      }
    }
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
