package dev.thaw.report.html;

import java.util.Map;
import java.util.function.Function;

import dev.thaw.report.chart.Figures;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.ValueResolver;

/** Lets a template say {@code {score.accuracy.percent}}. */
final class FigureResolvers {
    private static final Map<String, Function<Number, String>> FORMS = Map.of(
            "percent", number -> Figures.percent(number.doubleValue()),
            "wholePercent", number -> Math.round(100 * number.doubleValue()) + " %",
            "points", number -> Figures.points(number.doubleValue()),
            "figure", number -> Figures.number(number.doubleValue()),
            "grouped", number -> Figures.count(number.longValue()),
            "duration", number -> Figures.duration(number.doubleValue()));

    private FigureResolvers() {
    }

    static ValueResolver[] all() {
        return new ValueResolver[]{
                ValueResolver.builder().appliesTo(FigureResolvers::applies)
                        .resolveSync(context -> FORMS.get(context.getName()).apply((Number) context.getBase())).build()};
    }

    private static boolean applies(EvalContext context) {
        return context.getBase() instanceof Number && FORMS.containsKey(context.getName()) && context.getParams().isEmpty();
    }
}
