package org.jpsi.core.model;

/// Codec of one kind of predictor: how a model file holds it.
///
/// @param <P> the record of this kind
interface PredictorCodec<P extends Predictor> {
  /// The word in the file, such as `trees`.
  String kind();

  /// The record of this kind.
  Class<P> type();

  /// Writes what {@link #read} needs.
  ///
  /// @throws org.jpsi.core.errors.InputException where the predictor could not be read again
  void write(P predictor, PredictorWriter to);

  /// The predictor of a file of any origin.
  ///
  /// @throws org.jpsi.core.errors.InputException where it is damaged
  P read(PredictorReader from);
}
