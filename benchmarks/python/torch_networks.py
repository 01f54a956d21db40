"""The networks that torchvision lacks, as their papers have them; and where the last block of each begins."""
from torch import nn


class MobileNet(nn.Module):
    """MobileNetV1 (Howard et al., 2017), alpha 1, without its classifier."""

    def __init__(self):
        super().__init__()

        def step(inputs, outputs, stride):
            return nn.Sequential(
                nn.Conv2d(inputs, inputs, 3, stride, 1, groups=inputs, bias=False), nn.BatchNorm2d(inputs, 1e-3), nn.ReLU6(True),
                nn.Conv2d(inputs, outputs, 1, bias=False), nn.BatchNorm2d(outputs, 1e-3), nn.ReLU6(True))

        shape = [(32, 64, 1), (64, 128, 2), (128, 128, 1), (128, 256, 2), (256, 256, 1), (256, 512, 2), *[(512, 512, 1)] * 5,
                 (512, 1024, 2), (1024, 1024, 1)]
        self.features = nn.Sequential(
            nn.Sequential(nn.Conv2d(3, 32, 3, 2, 1, bias=False), nn.BatchNorm2d(32, 1e-3), nn.ReLU6(True)),
            *[step(*one) for one in shape])

    def forward(self, images):
        return self.features(images)


class Separable(nn.Sequential):
    def __init__(self, inputs, outputs):
        super().__init__(nn.Conv2d(inputs, inputs, 3, 1, 1, groups=inputs, bias=False), nn.Conv2d(inputs, outputs, 1, bias=False),
                         nn.BatchNorm2d(outputs, 1e-3))


class XceptionBlock(nn.Module):
    """Separable convolutions with a shortcut; the first one of all blocks has no ReLU before it."""

    def __init__(self, inputs, middle, outputs, stride, count, first_relu=True):
        super().__init__()
        layers = []
        for i in range(count):
            if i > 0 or first_relu:
                layers.append(nn.ReLU(False))
            layers.append(Separable(inputs if i == 0 else middle, outputs if i == count - 1 else middle))
        if stride > 1:
            layers.append(nn.MaxPool2d(3, stride, 1))
        self.path = nn.Sequential(*layers)
        self.shortcut = None if stride == 1 else nn.Sequential(
            nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs, 1e-3))

    def forward(self, images):
        return self.path(images) + (images if self.shortcut is None else self.shortcut(images))


class Xception(nn.Module):
    """Xception (Chollet, 2017) without its classifier."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Sequential(nn.Conv2d(3, 32, 3, 2, bias=False), nn.BatchNorm2d(32, 1e-3), nn.ReLU(True),
                          nn.Conv2d(32, 64, 3, bias=False), nn.BatchNorm2d(64, 1e-3), nn.ReLU(True)),
            XceptionBlock(64, 128, 128, 2, 2, first_relu=False), XceptionBlock(128, 256, 256, 2, 2),
            XceptionBlock(256, 728, 728, 2, 2), *[XceptionBlock(728, 728, 728, 1, 3) for _ in range(8)],
            XceptionBlock(728, 728, 1024, 2, 2),
            nn.Sequential(Separable(1024, 1536), nn.ReLU(True), Separable(1536, 2048), nn.ReLU(True)))

    def forward(self, images):
        return self.features(images)
