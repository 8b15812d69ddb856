package org.jpsi.analysis.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jpsi.analysis.template.SampleTemplates.VariedTemplates;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.ScoreTemplate;
import org.jspecify.annotations.Nullable;

/// Workspace of pyhf: a HistFactory model (CERN-OPEN-2012-016) of the bins of the score in one
/// channel, or in one for each class, as JSON (version 1.0.0 of its schema).
///
/// The signal is scaled by `mu`. A variation is one nuisance parameter for all samples, that
/// changes yields (`normsys`) and shapes (`histosys`) in all channels, the latter with the yields
/// taken out. The statistics of the simulation are one parameter for each bin (`staterror`), by sum
/// w^2. What is observed are the data, or else the background that is expected.
final class PyhfWorkspace {
  private static final String POI = "mu";
  private static final String LUMINOSITY = "lumi";
  private static final String STATISTICS = "staterror_";

  /// Effective events of the background in each of the bins that are proposed.
  static final double ENOUGH = 10;

  private static final double SAME = 1e-9;

  private final String name;
  private final List<TemplateSet> channels;
  private final OptionalDouble luminosityError;
  private final List<String> notes = new ArrayList<>();

  /// @param luminosityError relative uncertainty of the luminosity, for all samples
  PyhfWorkspace(String name, List<TemplateSet> channels, OptionalDouble luminosityError) {
    this.name = name;
    this.channels = channels;
    this.luminosityError = luminosityError;
  }

  /// Notes on what was changed for it: negative bins, variations of one direction.
  List<String> notes() {
    return List.copyOf(notes);
  }

  /// The workspace as maps and lists.
  ///
  /// @throws InputException where signal or background is missing, or a bin has no background
  Map<String, Object> values() {
    if (channels.stream().flatMap(c -> c.samples().stream()).noneMatch(SampleTemplates::signal)) {
      throw InputException.at("pyhf")
          .expected("samples of signal and of background")
          .found("no signal")
          .exception();
    }
    channels.forEach(this::requireBackground);
    List<Object> models = new ArrayList<>();
    List<Object> observations = new ArrayList<>();
    for (TemplateSet channel : channels) {
      List<Object> samples = new ArrayList<>();
      channel.samples().forEach(sample -> samples.add(sample(channel, sample)));
      models.add(map("name", channel.channel(), "samples", samples));
      observations.add(map("name", channel.channel(), "data", list(observed(channel))));
    }
    Map<String, Object> workspace = new LinkedHashMap<>();
    workspace.put("channels", models);
    workspace.put("observations", observations);
    workspace.put(
        "measurements",
        List.of(map("name", name, "config", map("poi", POI, "parameters", parameters()))));
    workspace.put("version", "1.0.0");
    return workspace;
  }

  private void requireBackground(TemplateSet channel) {
    ScoreTemplate background =
        channel
            .background()
            .orElseThrow(() ->
                InputException.at("pyhf")
                    .expected("samples of signal and of background")
                    .found("no background")
                    .exception());
    double[] sums = clipped(channel, false);
    for (int b = 0; b < background.bins(); b++) {
      if (!(sums[b] > 0)) {
        double[] joined = background.joined(ENOUGH);
        throw InputException.at("pyhf")
            .expected("background in every bin")
            .found(
                String.format(
                    Locale.ROOT,
                    "none in the bin of scores from %s to %s%s",
                    number(background.edges()[b]),
                    number(background.edges()[b + 1]),
                    channels.size() == 1 ? "" : " in channel " + channel.channel()))
            .remedy(
                joined.length < 3
                    ? "generate more background"
                    : "join bins, as by --bins "
                        + (channels.size() == 1 ? bins(joined) : TemplateService.BINS))
            .exception();
      }
    }
  }

  /// Edges as `--bins` takes them.
  static String bins(double[] edges) {
    return Arrays.stream(edges).mapToObj(PyhfWorkspace::number).collect(Collectors.joining(","));
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e6
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static double[] clipped(TemplateSet channel, boolean signal) {
    double[] sums = new double[channel.samples().getFirst().nominal().bins()];
    for (SampleTemplates sample : channel.samples()) {
      if (sample.signal() == signal) {
        double[] own = positive(sample.nominal().contents());
        Arrays.setAll(sums, b -> sums[b] + own[b]);
      }
    }
    return sums;
  }

  private static double[] positive(double[] values) {
    return Arrays.stream(values).map(value -> Math.max(0, value)).toArray();
  }

  private static double[] observed(TemplateSet channel) {
    return channel.data().map(ScoreTemplate::contents).orElseGet(() -> clipped(channel, false));
  }

  private Map<String, Object> sample(TemplateSet channel, SampleTemplates sample) {
    double[] raw = sample.nominal().contents();
    double[] nominal = positive(raw);
    noteNegative(channel.in(sample), raw, sample.nominal());
    List<Object> modifiers = new ArrayList<>();
    if (sample.signal()) {
      modifiers.add(modifier(POI, "normfactor", null));
    }
    if (luminosityError.isPresent()) {
      modifiers.add(modifier(LUMINOSITY, "lumi", null));
    }
    modifiers.add(
        modifier(
            STATISTICS + channel.channel(),
            "staterror",
            list(Arrays.stream(sample.nominal().variances()).map(Math::sqrt).toArray())));
    sample
        .variations()
        .forEach((of, varied) -> variation(channel.in(sample), of, nominal, varied, modifiers));
    return map("name", sample.name(), "data", list(nominal), "modifiers", modifiers);
  }

  private void noteNegative(String name, double[] raw, ScoreTemplate template) {
    List<String> bins = new ArrayList<>();
    for (int b = 0; b < raw.length; b++) {
      if (raw[b] < 0) {
        bins.add(number(template.edges()[b]) + " to " + number(template.edges()[b + 1]));
      }
    }
    if (!bins.isEmpty()) {
      notes.add(
          name
              + " has negative sums of weights at scores of "
              + String.join(", ", bins)
              + ": they are 0 in the workspace, with the error that they have");
    }
  }

  private void variation(
      String sample,
      String variation,
      double[] nominal,
      VariedTemplates varied,
      List<Object> modifiers) {
    double[] up = positive(varied.up().contents());
    double[] down;
    if (varied.down().isPresent()) {
      down = positive(varied.down().get().contents());
    } else {
      down = new double[up.length];
      Arrays.setAll(down, b -> Math.max(0, 2 * nominal[b] - up[b]));
      String note = "variation " + variation + " has one direction: the other is its mirror image";
      if (!notes.contains(note)) {
        notes.add(note);
      }
    }
    String parameter = parameter(variation);
    double all = sum(nominal);
    double high = sum(up) / all;
    double low = sum(down) / all;
    if (!(all > 0 && high > 0 && low > 0)) {
      notes.add(
          sample
              + " has no yield with variation "
              + variation
              + ", or none without it: the variation is left out of it");
      return;
    }
    modifiers.add(modifier(parameter, "normsys", map("hi", high, "lo", low)));
    double[] shapeUp = Arrays.stream(up).map(value -> value / high).toArray();
    double[] shapeDown = Arrays.stream(down).map(value -> value / low).toArray();
    if (differ(shapeUp, nominal, all) || differ(shapeDown, nominal, all)) {
      modifiers.add(
          modifier(
              parameter, "histosys", map("hi_data", list(shapeUp), "lo_data", list(shapeDown))));
    }
  }

  private String parameter(String variation) {
    if (!variation.equals(POI)
        && !variation.equals(LUMINOSITY)
        && channels.stream().noneMatch(c -> variation.equals(STATISTICS + c.channel()))) {
      return variation;
    }
    String parameter = variation + "_variation";
    String note =
        "variation " + variation + " is the parameter " + parameter + ", for there is another one";
    if (!notes.contains(note)) {
      notes.add(note);
    }
    return parameter;
  }

  private static boolean differ(double[] one, double[] other, double all) {
    for (int b = 0; b < one.length; b++) {
      if (Math.abs(one[b] - other[b]) > SAME * all) {
        return true;
      }
    }
    return false;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private List<Object> parameters() {
    List<Object> parameters = new ArrayList<>();
    parameters.add(
        map("name", POI, "inits", List.of(1.0), "bounds", List.of(List.of(0.0, largest()))));
    luminosityError.ifPresent(error ->
        parameters.add(
            map(
                "name",
                LUMINOSITY,
                "auxdata",
                List.of(1.0),
                "sigmas",
                List.of(error),
                "inits",
                List.of(1.0),
                "bounds",
                List.of(List.of(Math.max(0, 1 - 10 * error), 1 + 10 * error)))));
    return parameters;
  }

  /// Upper bound of mu: 10, or ten times what the statistics alone can exclude, about, in a power
  /// of ten.
  private double largest() {
    double information = 0;
    for (TemplateSet channel : channels) {
      double[] background = clipped(channel, false);
      double[] signal = clipped(channel, true);
      for (int b = 0; b < signal.length; b++) {
        information += signal[b] * signal[b] / background[b];
      }
    }
    double reach = 20 / Math.sqrt(information);
    return reach > 10 && reach < 1e12 ? StrictMath.pow(10, Math.ceil(StrictMath.log10(reach))) : 10;
  }

  private static Map<String, @Nullable Object> modifier(
      String name, String type, @Nullable Object data) {
    Map<String, @Nullable Object> modifier = new LinkedHashMap<>();
    modifier.put("name", name);
    modifier.put("type", type);
    modifier.put("data", data);
    return modifier;
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
