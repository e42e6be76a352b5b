package io.plimsoll.client;

import static io.plimsoll.client.GoldenRows.equal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.BasketRankingApi;
import org.openapitools.client.api.DemandForecastApi;
import org.openapitools.client.api.StoreRecommenderApi;
import org.openapitools.client.model.BasketRankingAnswer;
import org.openapitools.client.model.BasketRankingRequest;
import org.openapitools.client.model.BasketRankingResult;
import org.openapitools.client.model.DemandForecastHistoryItem;
import org.openapitools.client.model.DemandForecastRequest;
import org.openapitools.client.model.DemandForecastResult;
import org.openapitools.client.model.Failure;
import org.openapitools.client.model.RowError;
import org.openapitools.client.model.ScoredItem;
import org.openapitools.client.model.StoreRecommenderEntry;
import org.openapitools.client.model.StoreRecommenderItemListItem;
import org.openapitools.client.model.StoreRecommenderRequest;
import org.openapitools.client.model.StoreRecommenderResult;

/** Calls the sample models that take lists as a caller would write it, the lists put together item by item. */
final class ListCalls {

    private final ApiClient client;
    private final ObjectMapper json;
    private final GoldenRows goldenRows;

    ListCalls(ApiClient client, ObjectMapper json, GoldenRows goldenRows) {
        this.client = client;
        this.json = json;
        this.goldenRows = goldenRows;
    }

    /** Makes all the calls. */
    void all() throws IOException, ApiException {
        rankABasket();
        recommendAProduct();
        forecastAWeek();
    }

    /** A list of texts; the answer has a score for each, and the places of the best. */
    private void rankABasket() throws IOException, ApiException {
        JsonNode golden = goldenRows.of("basket-ranking").get(1);
        var request = new BasketRankingRequest()
                .userId(916L)
                .addItemListItem("JUICE (UNDER 10% JUICE)")
                .addItemListItem("MARGARINE: TUBS AND BOWLS");
        equal("the row that was put together", inputs(golden, BasketRankingRequest.class), request);
        var api = new BasketRankingApi(client);

        BasketRankingAnswer answer = api.predictBasketRanking(request.visitId("V-1"), null);
        equal("request_id", "V-1", answer.getRequestId());
        BasketRankingResult result = answer.getResult();
        goldenRows.compare("scores", golden.at("/expect/scores"), result.getScores());
        goldenRows.compare("best_items", golden.at("/expect/best_items"), result.getBestItems());
        ScoredItem best = result.getBestItems().getFirst();
        equal(
                "the best item",
                "MARGARINE: TUBS AND BOWLS",
                request.getItemList().get(best.getItem()));
        equal("its score", result.getScores().get(best.getItem()), best.getScore());

        try {
            api.predictBasketRanking(new BasketRankingRequest().userId(916L), null);
            throw new AssertionError("an empty list was answered");
        } catch (ApiException e) {
            checkFault("item_list items", failure(e).getErrors());
        }
        System.out.println("basket-ranking: a list of texts as expected");
    }

    /** Lists of records, of several lengths in one batch; a fault is named by the item that has it. */
    private void recommendAProduct() throws IOException, ApiException {
        List<JsonNode> golden = goldenRows.of("store-recommender");
        var crisps = new StoreRecommenderItemListItem()
                .id("1115175")
                .category("BAG SNACKS")
                .price("2.88")
                .discount("0.61")
                .inMailer(true)
                .weeksSince(38L);
        var lemonade = new StoreRecommenderItemListItem()
                .id("6034577")
                .category("SOFT DRINKS")
                .price("4.19")
                .discount("0.50");
        var milk = new StoreRecommenderItemListItem()
                .id("1070820")
                .category("FLUID MILK PRODUCTS")
                .price("1.99")
                .discount("0.80")
                .storeBrand(true)
                .onDisplay(true)
                .inMailer(true)
                .weeksBought(2L)
                .weeksSince(3L);
        StoreRecommenderRequest three = visit().itemList(List.of(crisps, lemonade, milk));
        StoreRecommenderRequest two = inputs(golden.getFirst(), StoreRecommenderRequest.class);
        StoreRecommenderRequest faulty = visit().itemList(List.of(
                milk, new StoreRecommenderItemListItem().id("5584027").category("YOGURT")));
        equal("the row that was put together", inputs(golden.get(1), StoreRecommenderRequest.class), three);
        var api = new StoreRecommenderApi(client);

        StoreRecommenderResult result = api.predictStoreRecommender(three, null).getResult();
        checkRecommendation(golden.get(1), result);
        equal("the product", milk, three.getItemList().get(result.getRecommended()));

        List<StoreRecommenderEntry> entries =
                api.batchStoreRecommender(List.of(two, faulty, three), null).getResults();
        equal("rows of the batch", 3, entries.size());
        checkRecommendation(golden.getFirst(), entries.getFirst().getResult());
        checkFault("item_list[1].price required", entries.get(1).getErrors());
        checkRecommendation(golden.get(1), entries.getLast().getResult());
        System.out.println("store-recommender: lists of records as expected");
    }

    private static StoreRecommenderRequest visit() {
        return new StoreRecommenderRequest()
                .visitId("V-2")
                .customerId("72")
                .store("31862")
                .storeBrandShare(0.24)
                .discountShare(0.7);
    }

    private void checkRecommendation(JsonNode golden, StoreRecommenderResult result) {
        goldenRows.compare("recommended", golden.at("/expect/recommended"), result.getRecommended());
        goldenRows.compare("best_items", golden.at("/expect/best_items"), result.getBestItems());
        goldenRows.compare("scores", golden.at("/expect/scores"), result.getScores());
    }

    /** A series of days, a date, and a vector as the answer. */
    private void forecastAWeek() throws IOException, ApiException {
        JsonNode golden = goldenRows.of("demand-forecast").getFirst();
        var request = new DemandForecastRequest()
                .forecastId("F-2012-07-09")
                .date(LocalDate.of(2012, 7, 9))
                .temperature(25.4)
                .windSpeed(12.1)
                .weather(DemandForecastRequest.WeatherEnum.MISTY);
        for (JsonNode day : golden.at("/inputs/history")) {
            request.addHistoryItem(day(day));
        }
        equal("the row that was put together", inputs(golden, DemandForecastRequest.class), request);
        var api = new DemandForecastApi(client);

        DemandForecastResult result = api.predictDemandForecast(request, null).getResult();
        JsonNode expected = golden.path("expect");
        goldenRows.compare("demand", expected.path("demand"), result.getDemand());
        goldenRows.compare("low", expected.path("low"), result.getLow());
        goldenRows.compare("high", expected.path("high"), result.getHigh());
        goldenRows.compare("next_week", expected.path("next_week"), result.getNextWeek());
        equal(
                "the first of the seven days",
                result.getDemand(),
                result.getNextWeek().getFirst());
        equal("crews", DemandForecastResult.CrewsEnum.THREE, result.getCrews());

        request.getHistory().removeFirst();
        try {
            api.batchDemandForecast(List.of(request), null);
            throw new AssertionError("a month without its first day was answered");
        } catch (ApiException e) {
            Failure failure = failure(e);
            equal("rows of the batch", 1, failure.getResults().size());
            checkFault("history items", failure.getResults().getFirst().getErrors());
        }
        System.out.println("demand-forecast: a series of days as expected");
    }

    private static DemandForecastHistoryItem day(JsonNode day) {
        return new DemandForecastHistoryItem()
                .demand(day.path("demand").longValue())
                .temperature(day.path("temperature").doubleValue())
                .isHoliday(day.path("is_holiday").booleanValue())
                .weather(DemandForecastHistoryItem.WeatherEnum.fromValue(
                        day.path("weather").textValue()));
    }

    private <T> T inputs(JsonNode golden, Class<T> type) throws IOException {
        return json.treeToValue(golden.path("inputs"), type);
    }

    private Failure failure(ApiException refused) throws IOException {
        equal("status", 422, refused.getCode());
        return json.readValue(refused.getResponseBody(), Failure.class);
    }

    private static void checkFault(String fieldAndRule, List<RowError> errors) {
        equal("faults", 1, errors.size());
        equal(
                "field and rule",
                fieldAndRule,
                errors.getFirst().getField() + " " + errors.getFirst().getRule());
    }
}
