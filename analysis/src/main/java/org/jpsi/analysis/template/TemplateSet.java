package org.jpsi.analysis.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.analysis.TemplateEvents;
import org.jpsi.analysis.template.SampleTemplates.VariedTemplates;
import org.jpsi.core.eval.ScoreTemplate;
import org.jpsi.formats.root.RootHistogram;

/// Set of templates in common bins, of one channel: of all samples, and of the data where they are
/// looked at.
///
/// @param channel its name
record TemplateSet(String channel, List<SampleTemplates> samples, Optional<ScoreTemplate> data) {

  /// @param channel its index among those of the events
  static TemplateSet of(TemplateEvents events, int channel, double[] edges) {
    List<SampleTemplates> samples = new ArrayList<>();
    for (int s = 0; s < events.samples().size(); s++) {
      TemplateEvents.SampleEvents sample = events.samples().get(s);
      Map<String, ScoreTemplate> up = new LinkedHashMap<>();
      Map<String, ScoreTemplate> down = new LinkedHashMap<>();
      for (TemplateEvents.ShiftedEvents shift : events.shifts()) {
        TemplateEvents.SampleEvents shifted = shift.samples().get(s);
        if (shifted != null) {
          (shift.direction().equals("down") ? down : up)
              .put(shift.variation(), filled(channel, edges, shifted));
        }
      }
      Map<String, VariedTemplates> variations = new LinkedHashMap<>();
      for (TemplateEvents.ShiftedEvents shift : events.shifts()) {
        String of = shift.variation();
        ScoreTemplate above = up.get(of);
        ScoreTemplate below = down.get(of);
        if (above != null) {
          variations.put(of, new VariedTemplates(above, Optional.ofNullable(below)));
        } else if (below != null) {
          variations.put(of, new VariedTemplates(below, Optional.empty()));
        }
      }
      samples.add(
          new SampleTemplates(
              sample.name(), sample.signal(), filled(channel, edges, sample), variations));
    }
    return new TemplateSet(
        events.channels().get(channel),
        List.copyOf(samples),
        events.data().map(scores -> filled(channel, edges, scores, ones(scores.score().length))));
  }

  private static ScoreTemplate filled(
      int channel, double[] edges, TemplateEvents.SampleEvents events) {
    return filled(channel, edges, events.scores(), events.weight());
  }

  private static ScoreTemplate filled(
      int channel, double[] edges, TemplateEvents.ChannelScores scores, double[] weight) {
    int[] own =
        IntStream.range(0, weight.length).filter(i -> scores.channel()[i] == channel).toArray();
    return ScoreTemplate.of(
        edges,
        Arrays.stream(own).mapToDouble(i -> scores.score()[i]).toArray(),
        Arrays.stream(own).mapToDouble(i -> weight[i]).toArray());
  }

  /// The same events in joined bins.
  TemplateSet rebinned(double[] edges) {
    return new TemplateSet(
        channel,
        samples.stream().map(sample -> sample.rebinned(edges)).toList(),
        data.map(of -> of.rebinned(edges)));
  }

  /// A sample as it is said, with its channel where there may be others.
  String in(SampleTemplates sample) {
    return channel.equals(TemplateEvents.CHANNEL)
        ? sample.name()
        : sample.name() + " in channel " + channel;
  }

  /// Whether no event of the simulation is in the channel.
  boolean isEmpty() {
    return samples.stream().allMatch(sample -> sample.nominal().events() == 0);
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  /// The background that is expected, of all samples.
  Optional<ScoreTemplate> background() {
    return samples.stream()
        .filter(sample -> !sample.signal())
        .map(SampleTemplates::nominal)
        .reduce(ScoreTemplate::plus);
  }

  /// The histograms: `SAMPLE`, `SAMPLE__VARIATION__up`, `SAMPLE__VARIATION__down`, `data`. Of a
  /// variation in one direction, `SAMPLE__VARIATION`. Of several channels, `CHANNEL__` is before
  /// each.
  static List<RootHistogram> histograms(List<TemplateSet> channels) {
    Map<String, RootHistogram> all = new LinkedHashMap<>();
    for (TemplateSet channel : channels) {
      channel.add(all, channels.size() == 1 ? "" : plain(channel.channel) + "__");
    }
    return List.copyOf(all.values());
  }

  private void add(Map<String, RootHistogram> all, String before) {
    for (SampleTemplates sample : samples) {
      add(all, before + plain(sample.name()), sample.name(), sample.nominal());
      sample
          .variations()
          .forEach((name, varied) -> {
            String of = before + plain(sample.name()) + "__" + plain(name);
            String title = sample.name() + ", " + name;
            if (varied.down().isPresent()) {
              add(all, of + "__up", title + " up", varied.up());
              add(all, of + "__down", title + " down", varied.down().get());
            } else {
              add(all, of, title, varied.up());
            }
          });
    }
    data.ifPresent(measured -> add(all, before + "data", "data", measured));
  }

  private void add(
      Map<String, RootHistogram> all, String wanted, String title, ScoreTemplate template) {
    String name = wanted;
    for (int k = 2; all.containsKey(name); k++) {
      name = wanted + "_" + k;
    }
    all.put(
        name,
        new RootHistogram(
            name,
            title,
            channel.equals(TemplateEvents.CHANNEL) ? channel : "probability of " + channel,
            template.edges(),
            template.sums(),
            template.squares(),
            template.events()));
  }

  // A name that C++ and ROOT's directories take.
  private static String plain(String name) {
    StringBuilder plain = new StringBuilder();
    for (char c : name.toCharArray()) {
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      plain.append(letter || c >= '0' && c <= '9' ? c : '_');
    }
    return plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "_" + plain : plain.toString();
  }
}
