/// Neural-network layers, activations, initialization and containers, and predictors such as trees
/// as layers. Enter at {@link org.jpsi.core.nn.Sequential}; a layer of one's own implements {@link
/// org.jpsi.core.nn.Layer}. `LayerRegistry` builds the built-in ones from a model file.
package org.jpsi.core.nn;
