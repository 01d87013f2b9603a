package dev.tideline.trainer.network;

/** What a layer computes. All convolutions are without bias and padded so that a stride of 1 keeps the size. */
public sealed interface Operation {
    /** Keras's name for this kind of layer. */
    String kerasName();

    record Input() implements Operation {
        @Override
        public String kerasName() {
            return "InputLayer";
        }
    }

    record ZeroPadding(int before, int after) implements Operation {
        @Override
        public String kerasName() {
            return "ZeroPadding2D";
        }
    }

    record Convolution(int stride) implements Operation {
        @Override
        public String kerasName() {
            return "Conv2D";
        }
    }

    record DepthwiseConvolution(int stride) implements Operation {
        @Override
        public String kerasName() {
            return "DepthwiseConv2D";
        }
    }

    record BatchNormalization() implements Operation {
        @Override
        public String kerasName() {
            return "BatchNormalization";
        }
    }

    /** min(max(x, 0), 6). */
    record Relu6() implements Operation {
        @Override
        public String kerasName() {
            return "ReLU";
        }
    }

    record Add() implements Operation {
        @Override
        public String kerasName() {
            return "Add";
        }
    }
}
