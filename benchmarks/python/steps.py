"""Single steps beside PyTorch and Keras in one run: the peers take turns, step by step, on the same kind of work.

  steps.py [--rounds N] [--only NETWORK] [--java CLASSPATH] > table

Forward; a step that trains the classifier only; one that trains the last block too; one that trains everything. Adam, softmax
cross-entropy over 10 classes, dropout 0.2, batch normalization in inference mode, float32, random weights and images.
"""
import argparse
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import time

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

WORKS = ["forward", "head", "top", "full"]
SETTINGS = [("VGG16", 150, 8), ("ResNet50", 150, 16), ("MobileNet", 160, 16), ("Xception", 150, 8)]
CLASSES = 10


class Thaw:
    name = "Thaw"

    def __init__(self, class_path):
        self.process = subprocess.Popen(
            ["java", "-Xmx2g", "-XX:+UseSerialGC", "-Dorg.bytedeco.javacpp.maxbytes=8g", "-cp", class_path,
             "dev.thaw.benchmarks.StepBenchmark"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, env={**os.environ, "OMP_WAIT_POLICY": "PASSIVE"})

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        while True:
            answer = self.process.stdout.readline()
            if not answer:
                raise RuntimeError("the JVM ended")
            if answer.startswith("thaw "):
                return answer[5:].strip()

    def open(self, network, size, batch, work):
        self.ask(f"open {network} {size} {batch} {work}")

    def step(self):
        return float(self.ask("step"))

    def close(self):
        self.ask("close")

    def memory(self):
        return int(self.ask("memory"))


class Keras:
    name = "Keras"
    TOP = {"VGG16": "block5_conv1", "ResNet50": "conv5_block1_1_conv", "MobileNet": "conv_dw_12", "Xception": "block13_sepconv1"}

    def open(self, network, size, batch, work):
        import keras
        import numpy
        keras.backend.clear_session()
        base = getattr(keras.applications, network)(weights=None, include_top=False, input_shape=(size, size, 3))
        base.trainable = work in ("top", "full")
        if work == "top":
            thawed = False
            for layer in base.layers:
                thawed = thawed or layer.name == self.TOP[network]
                layer.trainable = thawed
        inputs = keras.Input((size, size, 3))
        features = base(inputs, training=False)
        features = keras.layers.Dropout(0.2)(keras.layers.GlobalAveragePooling2D()(features))
        self.model = keras.Model(inputs, keras.layers.Dense(CLASSES, activation="softmax")(features))
        self.model.compile(keras.optimizers.Adam(1e-4), "sparse_categorical_crossentropy")
        self.images = numpy.random.default_rng(1).uniform(-1, 1, (batch, size, size, 3)).astype("float32")
        self.labels = numpy.arange(batch) % CLASSES
        self.work = work

    def step(self):
        begin = time.perf_counter()
        if self.work == "forward":
            self.model.predict_on_batch(self.images)
        else:
            self.model.train_on_batch(self.images, self.labels)
        return (time.perf_counter() - begin) * 1e3

    def close(self):
        self.model = None


class Torch:
    name = "PyTorch"

    def open(self, network, size, batch, work):
        import torch
        import torchvision
        from torch_networks import MobileNet, Xception
        torch.manual_seed(1)
        if network == "VGG16":
            base, width, top = torchvision.models.vgg16().features, 512, lambda base: base[24:]
        elif network == "ResNet50":
            whole = torchvision.models.resnet50()
            base, width, top = torch.nn.Sequential(*list(whole.children())[:-2]), 2048, lambda base: base[7:]
        elif network == "MobileNet":
            base, width, top = MobileNet(), 1024, lambda base: base.features[12:]
        else:
            base, width, top = Xception(), 2048, lambda base: base.features[12:]
        for parameter in base.parameters():
            parameter.requires_grad = work == "full"
        if work == "top":
            for parameter in top(base).parameters():
                parameter.requires_grad = True
        base.eval()
        self.head = torch.nn.Sequential(torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten(), torch.nn.Dropout(0.2),
                                        torch.nn.Linear(width, CLASSES))
        self.base = base
        self.images = torch.rand(batch, 3, size, size) * 2 - 1
        self.labels = torch.arange(batch) % CLASSES
        self.work = work
        thawed = [one for one in base.parameters() if one.requires_grad] + list(self.head.parameters())
        self.optimizer = torch.optim.Adam(thawed, 1e-4)

    def step(self):
        import torch
        begin = time.perf_counter()
        if self.work == "forward":
            with torch.inference_mode():
                torch.softmax(self.head(self.base(self.images)), 1)
        else:
            self.optimizer.zero_grad()
            torch.nn.functional.cross_entropy(self.head(self.base(self.images)), self.labels).backward()
            self.optimizer.step()
        return (time.perf_counter() - begin) * 1e3

    def close(self):
        self.base = self.head = self.optimizer = None


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--only", action="append", help="a network; may be repeated")
    arguments.add_argument("--work", action="append", help="one of " + ", ".join(WORKS))
    arguments.add_argument("--java", required=True, help="the class path of the benchmarks module")
    chosen = arguments.parse_args()
    peers = [Thaw(chosen.java), Torch(), Keras()]
    print("| network, size, batch | work | Thaw ms | PyTorch ms | Keras ms | Thaw / PyTorch | Thaw / Keras |")
    print("|---|---|---|---|---|---|---|")
    for network, size, batch in SETTINGS:
        if chosen.only and network not in chosen.only:
            continue
        for work in chosen.work or WORKS:
            for peer in peers:
                peer.open(network, size, batch, work)
                peer.step()
                peer.step()
            times = {peer.name: [] for peer in peers}
            for _ in range(chosen.rounds):
                for peer in peers:
                    times[peer.name].append(peer.step())
            for peer in peers:
                peer.close()
            ms = [statistics.median(times[peer.name]) for peer in peers]
            print(f"| {network} {size}, {batch} | {work} | {ms[0]:.0f} | {ms[1]:.0f} | {ms[2]:.0f} | {ms[0] / ms[1]:.2f} "
                  f"| {ms[0] / ms[2]:.2f} |", flush=True)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\nPeak resident memory: Thaw {peers[0].memory()} MiB; PyTorch and Keras together in one process {own} MiB.")


if __name__ == "__main__":
    sys.path.insert(0, str(pathlib.Path(__file__).parent))
    main()
