package org.jpsi.core.nn;

/// Provider of a type of layers of one's own: builds them again from their {@link LayerSpec}, so
/// that model files can hold them. `ServiceLoader` finds it: its class is named in the file
/// `META-INF/services/org.jpsi.core.nn.LayerProvider` of its library (or by `provides` in its
/// `module-info`). A model file names types alone, never classes.
///
/// ```java
/// public final class SkipProvider implements LayerProvider {
///   public String type() {
///     return "Skip";
///   }
///
///   public Layer build(LayerSpec spec) {
///     return new Skip(spec.integer("width", 1, 10_000));
///   }
/// }
/// ```
public interface LayerProvider {
  /// The type of {@link Layer#spec}: by default the simple name of the layer's class.
  String type();

  /// The layer of this description, with any values. The description may come from an untrusted
  /// file: take settings by {@link LayerSpec#integer} and its like, which check their bounds.
  /// Layers inside are built by {@link LayerRegistry#of}, or by the layer itself.
  Layer build(LayerSpec spec);

  /// Number of values that parameters and buffers of such a layer hold itself, without those of
  /// {@link LayerSpec#layers}: known before anything is allocated.
  default long values(LayerSpec spec) {
    return 0;
  }
}
