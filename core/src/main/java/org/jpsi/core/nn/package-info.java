/// Layers, the networks made of them, and losses. Enter at {@link org.jpsi.core.nn.Sequential} and
/// {@link org.jpsi.core.loss.Loss}; a layer of one's own implements {@link org.jpsi.core.nn.Layer}.
/// `LayerRegistry` and `LossRegistry` make them from what a file says.
package org.jpsi.core.nn;
