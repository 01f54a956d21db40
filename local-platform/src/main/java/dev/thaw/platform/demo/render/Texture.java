package dev.thaw.platform.demo.render;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;

/** The classes that the demo's base network learns to tell apart before it sees any steel. */
public enum Texture {
    BRICKS(GeometricPatterns::bricks),
    BRUSHED(LinePatterns::brushed),
    CAMOUFLAGE(OrganicPatterns::camouflage),
    CHECKS(GeometricPatterns::checks),
    CIRCLES(GeometricPatterns::circles),
    CLOUDS(OrganicPatterns::clouds),
    COBBLES(OrganicPatterns::cobbles),
    CRACKS(LinePatterns::cracks),
    CROSSES(GeometricPatterns::crosses),
    DOTS(GeometricPatterns::dots),
    DRIED_MUD(OrganicPatterns::driedMud),
    FIBRES(LinePatterns::fibres),
    GRADIENT(GeometricPatterns::gradient),
    GRAIN(OrganicPatterns::grain),
    GRID(GeometricPatterns::grid),
    HARD_STRIPES(GeometricPatterns::hardStripes),
    HOLLOWS(OrganicPatterns::hollows),
    HONEYCOMB(GeometricPatterns::honeycomb),
    MARBLE(OrganicPatterns::marble),
    MOSAIC(OrganicPatterns::mosaic),
    PEBBLES(OrganicPatterns::pebbles),
    PLAID(GeometricPatterns::plaid),
    PLAIN(OrganicPatterns::plain),
    RAYS(GeometricPatterns::rays),
    RIDGES(OrganicPatterns::ridges),
    RINGS(GeometricPatterns::ringsInRows),
    SCALES(GeometricPatterns::scales),
    SCRATCHES(LinePatterns::scratches),
    SOFT_STRIPES(GeometricPatterns::softStripes),
    SPECKLES(OrganicPatterns::speckles),
    STAINS(OrganicPatterns::stains),
    TRIANGLES(GeometricPatterns::triangles),
    TURBULENCE(OrganicPatterns::turbulence),
    WAVES(GeometricPatterns::waves),
    WEAVE(GeometricPatterns::weave),
    WOOD(OrganicPatterns::wood),
    ZIGZAG(GeometricPatterns::zigzag);

    private final Function<SplittableRandom, Pattern> family;

    Texture(Function<SplittableRandom, Pattern> family) {
        this.family = family;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A pattern of this kind, its proportions drawn at random. */
    Pattern draw(SplittableRandom random) {
        return family.apply(random);
    }
}
