package org.jpsi;

import org.jpsi.core.nn.Init;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Residual;
import org.jpsi.core.nn.Sequential;

/// Factory of a class of the library, which stands for it by its name at the front door ({@link
/// Jpsi}).
///
/// @param <T> what it makes
@FunctionalInterface
public interface Factory<T> {
  /// One with the usual settings.
  T of();

  /// Factory of what has one number as its setting, such as a rate.
  ///
  /// @param <T> what it makes
  @FunctionalInterface
  interface WithNumber<T> {
    T of(double number);
  }

  /// Factory of layers of a width.
  ///
  /// @param <T> what it makes
  @FunctionalInterface
  interface WithWidth<T> {
    T of(int width);
  }

  /// Factory of layers that contain others.
  ///
  /// @param <T> what it makes
  @FunctionalInterface
  interface WithLayers<T> {
    T of(Layer... layers);
  }

  /// Factory of {@link Sequential}.
  WithLayers<Sequential> SEQUENTIAL = Sequential::of;

  /// Factory of {@link Residual}.
  WithLayers<Residual> RESIDUAL = Residual::of;

  /// Factory of linear layers, as {@link Linear} has it.
  final class OfLinear {
    OfLinear() {}

    /// A layer whose weights are drawn when a training begins.
    public Linear of(int in, int out) {
      return Linear.of(in, out);
    }

    /// A layer with an initialization.
    public Linear of(int in, int out, Init init) {
      return Linear.of(in, out, init);
    }
  }
}
