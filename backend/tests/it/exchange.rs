//! Areas and categories; agencies, areas, categories and people as files, out and in.

use crate::both;
use crate::harness::{Answer, Installation, PASSWORD, Session, text};
use axum::http::StatusCode;
use serde_json::{Value, json};

const TABLES: &str = "/api/v1/admin/tables";

async fn look(t: &Installation, by: &Session, kind: &str, file: &str) -> Value {
    let answer = t.staff_send(by, "POST", &format!("{TABLES}/{kind}/preview?lang=en"), &json!({ "text": file })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

async fn apply(t: &Installation, by: &Session, kind: &str, file: &str, seen: &Value) -> Answer {
    let input = json!({ "text": file, "seen": seen["seen"] });
    t.staff_send(by, "POST", &format!("{TABLES}/{kind}"), &input).await
}

async fn send(t: &Installation, by: &Session, method: &str, path: &str, input: &Value) -> Answer {
    t.staff_send(by, method, &format!("/api/v1/admin/{path}"), input).await
}

fn counts(seen: &Value) -> [u64; 4] {
    ["added", "changed", "unchanged", "refused"].map(|name| seen[name].as_u64().unwrap())
}

/// Line, key and faults of what is refused.
fn refused(seen: &Value) -> Vec<(u64, String, String)> {
    let rows = seen["rows"].as_array().unwrap().iter().filter(|row| row["what"] == "refused");
    rows.map(|row| (row["line"].as_u64().unwrap(), text(row, "key"), row["errors"][0].as_str().unwrap().to_owned()))
        .collect()
}

async fn export(t: &Installation, by: &Session, kind: &str) -> String {
    let answer = t.staff_get(by, &format!("{TABLES}/{kind}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert!(answer.text.starts_with('\u{feff}'));
    assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8");
    answer.text
}

both!(areas_and_categories_are_kept, |mut t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let top = t.staff_get(&admin, "/api/v1/admin/areas?limit=100&lang=vi").await.json();
    assert_eq!(top["total"], 34);
    let city = top["places"].as_array().unwrap().iter().find(|p| p["code"] == "79").unwrap().clone();
    // A former name stays known.
    let mut kept = city["kept"].clone();
    kept["name_vi"] = "Thành phố Sài Gòn mới".into();
    let input = json!({ "version": city["version"], "kept": kept });
    let changed = send(&t, &admin, "PUT", "areas/79", &input).await;
    assert!(changed.json()["kept"]["aliases"].to_string().contains("Thành phố Hồ Chí Minh"), "{}", changed.text);
    send(&t, &admin, "PUT", "areas/79", &input).await.is_problem(412, "stale");
    let found = t.get("/api/v1/areas?q=ho%20chi%20minh&lang=vi").await.json();
    assert_eq!(text(&found[0], "name"), "Thành phố Sài Gòn mới");
    // A commune goes into another: its code, typed or sent, leads there.
    send(&t, &admin, "POST", "areas/26740/retire", &json!({ "successor": "26728" })).await;
    let (code, _) = t.filed("Vỉa hè trước chợ bị chiếm dụng cả ngày.").await;
    t.run_tails().await;
    let handler = t.sign_in("chuyenvien").await;
    assert_eq!(t.list(&handler, "area:26728").await.1, [code]);
    let wrong = send(&t, &admin, "POST", "areas/79/retire", &json!({})).await;
    assert_eq!(
        (text(&wrong.json()["errors"][0], "field"), text(&wrong.json()["errors"][0], "code")),
        ("below".into(), "still_there".into())
    );
    let fields = |vi: &str, parent: Option<&str>| json!({ "name_vi": vi, "name_en": vi, "parent": parent });
    let below =
        send(&t, &admin, "POST", "areas", &json!({ "code": "99999", "kept": fields("Thôn", Some("26728")) })).await;
    below.is_problem(422, "invalid");
    assert_eq!(
        send(&t, &admin, "POST", "areas", &json!({ "code": "99999", "kept": fields("Xã Mới", Some("79")) }))
            .await
            .status,
        StatusCode::OK
    );

    let categories = t.staff_get(&admin, "/api/v1/admin/categories?lang=vi").await.json();
    let first = text(&categories["places"][0], "code");
    let new = json!({ "code": "do-thi-thong-minh", "kept": fields("Đô thị thông minh", Some(&first)) });
    assert_eq!(send(&t, &admin, "POST", "categories", &new).await.status, StatusCode::OK);
    send(&t, &admin, "POST", "categories", &new).await.is_problem(422, "invalid");
    let site = t.get("/api/v1/sites/demo?lang=vi").await.text;
    assert!(site.contains("Đô thị thông minh"));
    let circle = json!({ "version": 1, "kept": fields("Vòng", Some("do-thi-thong-minh")) });
    send(&t, &admin, "PUT", &format!("categories/{first}"), &circle).await.is_problem(422, "invalid");
    send(&t, &admin, "POST", "categories/do-thi-thong-minh/retire", &json!({})).await;
    assert!(!t.get("/api/v1/sites/demo?lang=vi").await.text.contains("Đô thị thông minh"));
    let gone = json!({ "kind": "feedback", "body": "Bảng điện tử ở ngã tư hỏng.", "category": "do-thi-thong-minh" });
    t.file("gone", &gone).await.is_problem(422, "invalid");
    // What holds for everybody is kept at the top.
    let handler = t.sign_in("chuyenvien").await;
    t.staff_get(&handler, "/api/v1/admin/areas").await.is_problem(403, "denied");
});

both!(a_table_comes_back_as_it_went, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    for (kind, most) in [("agencies", 3_900), ("areas", 3_300), ("categories", 5), ("people", 20)] {
        let file = export(&t, &admin, kind).await;
        let seen = look(&t, &admin, kind, &file).await;
        let [added, changed, unchanged, wrong] = counts(&seen);
        assert_eq!((added, changed, wrong), (0, 0, 0), "{kind}: {}", seen["rows"]);
        assert!(unchanged >= most, "{kind}: {unchanged}");
        let done = apply(&t, &admin, kind, &file, &seen).await;
        assert_eq!(done.json(), json!({ "added": 0, "changed": 0, "passwords": [] }), "{kind}");
    }
    assert!(!export(&t, &admin, "people").await.contains("argon2"));
});

both!(a_file_is_done_as_it_was_looked_at_or_not_at_all, |mut t: Installation| async move {
    let admin = t.sign_in("admin").await;
    // As a spreadsheet writes it: a byte-order mark, semicolons, a cell of two lines; the child before its parent.
    let file = "\u{feff}code;parent;name_vi;name_en;aliases;contact\r\n\
        to-1;phong-x;Tổ 1;Team 1;;\r\n\
        phong-x;ubnd-79;Phòng X;Office X;Phòng cũ | P.X;\"Điện thoại: 1022\r\nPhòng 3; tầng 2\"\r\n\
        ubnd-79;;;;;\r\n";
    let seen = look(&t, &admin, "agencies", file).await;
    // An empty cell is an empty value: a name cannot be that.
    assert_eq!(refused(&seen).iter().map(|(line, key, _)| (*line, key.as_str())).collect::<Vec<_>>(), [(5, "ubnd-79")]);
    let half = apply(&t, &admin, "agencies", file, &seen).await;
    assert_eq!(text(&half.json()["errors"][0], "code"), "not_as_seen");
    t.staff_get(&admin, "/api/v1/admin/agencies/phong-x").await.is_problem(404, "not_found");

    let file = file.rsplit_once("ubnd-79;;;;;").unwrap().0;
    let seen = look(&t, &admin, "agencies", file).await;
    assert_eq!(counts(&seen), [2, 0, 0, 0], "{seen}");
    let mut other = seen.clone();
    other["seen"] = "x".into();
    assert_eq!(text(&apply(&t, &admin, "agencies", file, &other).await.json()["errors"][0], "code"), "not_as_seen");
    let done = apply(&t, &admin, "agencies", file, &seen).await;
    assert_eq!(done.json()["added"], 2, "{}", done.text);
    let one = t.staff_get(&admin, "/api/v1/admin/agencies/to-1?lang=vi").await.json();
    let line: Vec<_> = one["line"].as_array().unwrap().iter().map(|a| text(a, "code")).collect();
    assert_eq!(line, ["chinh-phu", "ubnd-79", "phong-x"]);
    let office = t.staff_get(&admin, "/api/v1/admin/agencies/phong-x").await.json();
    assert_eq!(office["kept"]["contact"], "Điện thoại: 1022\nPhòng 3; tầng 2");
    assert_eq!(office["kept"]["aliases"], json!(["Phòng cũ", "P.X"]));
    // The same file once more changes nothing; what was looked at before is old by now.
    assert_eq!(counts(&look(&t, &admin, "agencies", file).await), [0, 0, 2, 0]);
    assert_eq!(text(&apply(&t, &admin, "agencies", file, &seen).await.json()["errors"][0], "code"), "not_as_seen");
    // Moved by a file, with what is there.
    let case = json!({ "kind": "feedback", "body": "Gửi đến tổ 1 về việc vỉa hè.", "agency": "to-1" });
    let code = text(&t.file("t", &case).await.json(), "code");
    let file = "code,parent\nphong-x,ubnd-01\n";
    let seen = look(&t, &admin, "agencies", file).await;
    assert_eq!(seen["rows"][0]["fields"], json!([{ "field": "parent", "was": "ubnd-79", "becomes": "ubnd-01" }]));
    assert_eq!(apply(&t, &admin, "agencies", file, &seen).await.json()["changed"], 1);
    t.run_tails().await;
    let hanoi = t.sign_in("chuyenvien.hanoi").await;
    assert_eq!(t.list(&hanoi, "agency:phong-x").await.1, [code]);

    for (file, line, key, field) in [
        ("code,name_vi\nphong-x,=1+1\nphong-x,B\n", 3, "phong-x", "code"),
        ("code,parent,name_vi,name_en\na-1,b-1,A,A\nb-1,a-1,B,B\n", 2, "a-1", "parent"),
        ("code,parent,name_vi,name_en\nc-1,khong-co,C,C\n", 2, "c-1", "parent"),
        ("code,parent,name_vi,name_en\nMã Lạ,ubnd-79,C,C\n", 2, "Mã Lạ", "code"),
        ("code,ten\nphong-x,C\n", 1, "ten", "ten"),
        ("name_vi\nX\n", 1, "", "code"),
        ("code,area\nphong-x,00000\n", 2, "phong-x", "area"),
    ] {
        let found = refused(&look(&t, &admin, "agencies", file).await);
        let (at, of, why) = &found[0];
        assert_eq!((*at, of.as_str(), why.split(':').next().unwrap()), (line, key, field), "{file}: {why}");
    }
    let broken = t.staff_send(&admin, "POST", &format!("{TABLES}/agencies/preview"), &json!({ "text": "" })).await;
    broken.is_problem(422, "invalid");
    t.staff_send(&admin, "POST", &format!("{TABLES}/nothing/preview"), &json!({ "text": "a" }))
        .await
        .is_problem(404, "not_found");
});

both!(areas_and_categories_come_as_files, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let file = "code,parent,name_vi,name_en,aliases\n02,,Tỉnh Hà Giang,Ha Giang Province,\n99001,02,Xã Đầu,Dau Commune,\n99002,99001,Thôn,Hamlet,\n26740,79,Phường Tên Mới,New Ward,\n";
    let seen = look(&t, &admin, "areas", file).await;
    assert_eq!(counts(&seen), [2, 1, 0, 1], "{seen}");
    assert_eq!(refused(&seen)[0].0, 4, "nothing lies in a commune");
    let file: String = file.lines().filter(|line| !line.contains("Thôn")).map(|line| format!("{line}\n")).collect();
    let seen = look(&t, &admin, "areas", &file).await;
    assert_eq!(apply(&t, &admin, "areas", &file, &seen).await.json()["added"], 2);
    let found = t.get("/api/v1/areas?q=xa%20dau&lang=vi").await.json();
    assert_eq!((text(&found[0], "code"), text(&found[0], "province")), ("99001".into(), "Tỉnh Hà Giang".into()));
    let categories = "code;name_vi;name_en;position\nso-hoa;Số hóa;Digital;7\n";
    let seen = look(&t, &admin, "categories", categories).await;
    assert_eq!(apply(&t, &admin, "categories", categories, &seen).await.json()["added"], 1);
    assert!(t.get("/api/v1/sites/demo?lang=vi").await.text.contains("Số hóa"));
});

both!(people_come_as_a_file, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let file = "login,name,roles,email\nlan.anh,Lan Anh,handler@ubnd-79 | approver@so-y-te-79,lan@example.vn\nchuyenvien.hcm,Võ Thanh Tùng,handler@ubnd-79,\nkhong on,X,handler@ubnd-79,\nminh,Minh,vua@ubnd-79,\n";
    let seen = look(&t, &admin, "people", file).await;
    assert_eq!(counts(&seen), [1, 1, 0, 2], "{seen}");
    let lines: Vec<u64> = refused(&seen).iter().map(|(line, ..)| *line).collect();
    assert_eq!(lines, [4, 5]);
    let file: String = file.lines().take(3).map(|line| format!("{line}\n")).collect();
    let seen = look(&t, &admin, "people", &file).await;
    let done = apply(&t, &admin, "people", &file, &seen).await.json();
    assert_eq!((done["added"].as_u64(), done["changed"].as_u64()), (Some(1), Some(1)), "{done}");
    assert_eq!(text(&done["passwords"][0], "login"), "lan.anh");
    let person = t.staff_get(&admin, "/api/v1/admin/people?q=chuyenvien.hcm").await.json();
    assert_eq!(person["people"][0]["grants"].as_array().unwrap().len(), 1, "the other role is taken away");
    assert_eq!(counts(&look(&t, &admin, "people", &file).await), [0, 0, 2, 0]);
    // Nobody takes the last right away by a file, and nobody gives one outside their branch.
    let file = "login,name,roles\nadmin,Nguyễn Thị Hải Yến,auditor@chinh-phu\n";
    let seen = look(&t, &admin, "people", file).await;
    apply(&t, &admin, "people", file, &seen).await.is_problem(409, "last_administrator");
    let city = "login,name,roles\nlan.anh,Lan Anh,administrator@ubnd-79\n";
    let seen = look(&t, &admin, "people", city).await;
    apply(&t, &admin, "people", city, &seen).await;
    let once = text(&done["passwords"][0], "password");
    let sign_in = json!({ "user": "lan.anh", "password": once }).to_string();
    let request = axum::http::Request::post("/api/v1/session").header("content-type", "application/json");
    let arrived = t.send(request.body(axum::body::Body::from(sign_in)).unwrap()).await;
    let cookie = arrived.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let own = Session { cookie, csrf: text(&arrived.json(), "csrf") };
    t.staff_send(&own, "PUT", "/api/v1/session/password", &json!({ "old": once, "new": PASSWORD })).await;
    let outside = "login,name,roles\nthem,Thêm,handler@ubnd-01\nadmin,Khác,handler@ubnd-79\n";
    let found = refused(&look(&t, &own, "people", outside).await);
    assert_eq!(found.iter().map(|(line, ..)| *line).collect::<Vec<_>>(), [2, 3], "{found:?}");
    assert!(!export(&t, &own, "people").await.contains("hanoi"));
    t.staff_get(&own, &format!("{TABLES}/areas")).await.is_problem(403, "denied");
});
