package dev.thaw.service;

import java.util.List;

/** Looks at a part of the configuration when a service starts, before anything uses it. Every bean of this type is asked. */
@FunctionalInterface
public interface StartupCheck {

    /** One sentence for each mistake, naming the key and what to do; empty if there is none. */
    List<String> mistakes();
}
