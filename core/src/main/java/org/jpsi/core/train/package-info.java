/// Training: mini-batches cut into shards, early stopping, checkpoints. Enter at {@link
/// org.jpsi.core.train.Trainer}.
package org.jpsi.core.train;
