package org.jpsi.learners;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/// Conversion of events to Tribuo's dataset.
final class TribuoEvents {
  // A strong reference: otherwise the logger and its level could be garbage collected.
  private static final Logger LOGGER = Logger.getLogger("org.tribuo");

  private TribuoEvents() {}

  /// Tribuo's target of an event.
  interface TargetFunction<T> {
    T of(int event);
  }

  /// @param inputs `[events, width]`, row-major
  static <T extends Output<T>> MutableDataset<T> of(
      float[] inputs,
      int width,
      float[] weights,
      OutputFactory<T> factory,
      TargetFunction<T> target) {
    LOGGER.setLevel(Level.SEVERE);
    OffsetDateTime never = OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC);
    MutableDataset<T> events =
        new MutableDataset<>(new SimpleDataSourceProvenance("events", never, factory), factory);
    String[] names = new String[width];
    for (int j = 0; j < width; j++) {
      names[j] = name(j);
    }
    for (int i = 0; i < weights.length; i++) {
      double[] values = new double[width];
      for (int j = 0; j < width; j++) {
        values[j] = inputs[i * width + j];
      }
      Example<T> event = new ArrayExample<>(target.of(i), names, values);
      event.setWeight(weights[i]);
      events.add(event);
    }
    return events;
  }

  // Tribuo sorts names: zeros keep the order of the features.
  private static String name(int feature) {
    return String.format(Locale.ROOT, "f%07d", feature);
  }

  /// The feature index of a name.
  static int feature(String name) {
    return Integer.parseInt(name.substring(1));
  }
}
